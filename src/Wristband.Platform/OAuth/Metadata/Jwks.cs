using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Web;

namespace Wristband.Platform.OAuth.Metadata;

/// <summary>GET /api/v1/oauth2/jwks: the public keys of the application, oldest first (P-17).</summary>
internal static class Jwks
{
    public static async Task WriteAsync(HttpContext context, SigningKeys keys)
    {
        var set = await keys.GetAsync(context.GetHost().RequiredApplication.Id, context.RequestAborted);
        await set.Jwks.WriteAsync(context);
    }
}
