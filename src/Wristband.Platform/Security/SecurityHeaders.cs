using Wristband.Platform.Http;

namespace Wristband.Platform.Security;

/// <summary>
/// Puts the same protective headers on every response, errors and static files included (G-05). An endpoint that must differ
/// sets its own Cache-Control or Cross-Origin-Resource-Policy first; both are then left alone.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string PermissionsPolicy =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), "
        + "hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), "
        + "serial=(), sync-xhr=(), usb=(), web-share=(), xr-spatial-tracking=()";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => Apply((HttpContext)state), context);
        return next(context);
    }

    private static Task Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        headers.ContentSecurityPolicy = isPage ? PagePolicy.Of(context).ToString() : "default-src 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        if (MayDemandHttps(context)) headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        if (isPage || headers.CacheControl.Count == 0 || headers.SetCookie.Count > 0)
        {
            headers.CacheControl = "no-store";
            headers.Pragma = "no-cache";
        }
        return Task.CompletedTask;
    }

    // Browsers would apply it to every port of the name, and names under .localhost are shared by all that runs on the machine.
    private static bool MayDemandHttps(HttpContext context) =>
        context.FindHost() is { Origin.IsHttps: true }
            && !context.Request.Host.Host.EndsWith("localhost", StringComparison.OrdinalIgnoreCase);
}
