using Wristband.Platform.Http;

namespace Wristband.Platform.Security;

/// <summary>
/// The framework's antiforgery cookie under the platform's rules: prefixed and Secure on https only, and Lax like every other cookie here.
/// </summary>
internal sealed class AntiforgeryCookie(IHttpContextAccessor accessor) : CookieBuilder
{
    private const string PlainName = "wb-form";

    public override string? Name
    {
        get => IsHttps ? "__Host-" + PlainName : PlainName;
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
