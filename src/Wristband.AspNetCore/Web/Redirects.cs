using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Web;

/// <summary>The one place where a Location header is written: the target was checked, and is checked again here.</summary>
internal static class Redirects
{
    /// <summary>To the platform or another host whose name was composed from validated parts (S-09).</summary>
    public static void ToHost(HttpContext context, Uri target, HostName expected)
    {
        var isExpectedPort = expected.Port is { } port ? target.Port == port : target.IsDefaultPort;
        if (target.Host != expected.Host || !isExpectedPort || target.UserInfo.Length > 0)
            throw new InvalidOperationException("A redirect was about to leave for a host other than the one it was made for.");
        Write(context, target.AbsoluteUri);
    }

    /// <summary>To an address from validated settings.</summary>
    public static void ToConfigured(HttpContext context, Uri target) => Write(context, target.AbsoluteUri);

    /// <summary>To a path of this application.</summary>
    public static void ToPath(HttpContext context, string path)
    {
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal))
            throw new InvalidOperationException("A local redirect was about to leave the application.");
        Write(context, path);
    }

    /// <summary>To a return URL that the return-URL rules accepted.</summary>
    public static void ToReturnUrl(HttpContext context, string acceptedReturnUrl) => Write(context, acceptedReturnUrl);

    private static void Write(HttpContext context, string location)
    {
        // A browser repeats a POST only on 307 and 308; 303 says "go and get" (RFC 9700 4.12).
        context.Response.StatusCode = HttpMethods.IsGet(context.Request.Method) ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = location;
    }
}
