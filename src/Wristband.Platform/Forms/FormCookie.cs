using Wristband.Platform.Http;

namespace Wristband.Platform.Forms;

/// <summary>
/// A cookie of the framework's forms under the platform's rules: prefixed and Secure on https only, and Lax like every other cookie here.
/// </summary>
internal sealed class FormCookie(IHttpContextAccessor accessor, string plainName) : CookieBuilder
{
    public override string? Name
    {
        get => IsHttps ? "__Host-" + plainName : plainName;
        set => throw new NotSupportedException("The name follows from the scheme.");
    }

    private bool IsHttps => accessor.HttpContext?.FindHost() is { Origin.IsHttps: true };

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom) => new()
    {
        HttpOnly = true,
        Secure = IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };
}
