using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>GET session: who is signed in, in the shape the frontend SDKs read.</summary>
internal sealed class SessionEndpoint(WristbandOptions options)
{
    public async Task HandleAsync(HttpContext context)
    {
        var user = context.User;
        var metadata = Defaults(user);
        await options.Events.OnSessionMetadata(new WristbandSessionMetadataContext(context, user, metadata));
        context.SetNoStore();
        // The values are the application's own, so they are written by their run-time types.
        await context.Response
            .WriteAsJsonAsync(new SessionBody(user.GetUserId()!, user.GetTenantId()!, metadata), JsonSerializerOptions.Web);
    }

    private static Dictionary<string, object?> Defaults(ClaimsPrincipal user)
    {
        var metadata = new Dictionary<string, object?>();
        if (user.GetTenantName() is { } tenant) metadata["tenantName"] = tenant;
        if (user.FindFirst(WristbandClaims.Email) is { } email) metadata["email"] = email.Value;
        var roles = user.FindAll(WristbandClaims.Role).Select(RoleBody.From).ToArray();
        if (roles.Length > 0) metadata["roles"] = roles;
        return metadata;
    }
}

internal sealed record SessionBody(string UserId, string TenantId, IReadOnlyDictionary<string, object?> Metadata);
