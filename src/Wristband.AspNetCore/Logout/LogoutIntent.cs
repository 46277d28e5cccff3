using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Logout;

/// <summary>
/// Whether a person meant to log out by this GET. Links and images on other sites must not do it for them (S-75); browsers say where a
/// request comes from, and an old browser's silence counts as meant.
/// </summary>
internal sealed class LogoutIntent(WristbandOptions options)
{
    /// <summary>Typed, bookmarked, or followed on a page of this application.</summary>
    public const string Meant = "meant";

    /// <summary>A navigation that began on another site.</summary>
    public const string LedHere = "led_here";

    /// <summary>Loaded ahead; no person has asked for it yet.</summary>
    public const string Prefetched = "prefetched";

    /// <summary>An image, a frame, a script.</summary>
    public const string NotANavigation = "not_a_navigation";

    public string Of(HttpRequest request)
    {
        if (request.IsPrefetch()) return Prefetched;
        var mode = request.Headers["Sec-Fetch-Mode"].ToString();
        var destination = request.Headers["Sec-Fetch-Dest"].ToString();
        if (mode is not ("" or "navigate") || destination is not ("" or "document")) return NotANavigation;
        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => Meant,
            "" => IsFromElsewhere(request) ? LedHere : Meant,
            "same-site" => request.Headers.Referer.Count == 0 || IsFromElsewhere(request) ? LedHere : Meant,
            _ => LedHere,
        };
    }

    private bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers.Referer is not { Count: > 0 } referer) return false;
        if (!Uri.TryCreate(referer.ToString(), UriKind.Absolute, out var uri)) return true;
        var origin = uri.GetLeftPart(UriPartial.Authority);
        return !origin.Equals(request.Origin(), StringComparison.OrdinalIgnoreCase)
            && !options.AllowedCsrfOrigins.Any(o => o.TrimEnd('/').Equals(origin, StringComparison.OrdinalIgnoreCase));
    }
}
