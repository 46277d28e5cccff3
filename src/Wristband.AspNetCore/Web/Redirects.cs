using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Web;

/// <summary>The one place where a Location header is written: the target was checked, and is checked again here.</summary>
internal static class Redirects
{
    /// <summary>What address and cookies may take of an answer's head, which proxies by default refuse above 4 KB.</summary>
    private const int MostInHead = 3400;

    /// <summary>Up to here an address goes into the head whatever else does; what makes the head large then is not the address.</summary>
    private const int ShortAddress = 1000;

    /// <summary>To the platform or another host whose name was composed from validated parts (S-09).</summary>
    public static Task ToHostAsync(HttpContext context, Uri target, HostName expected)
    {
        var isExpectedPort = expected.Port is { } port ? target.Port == port : target.IsDefaultPort;
        if (target.Host != expected.Host || !isExpectedPort || target.UserInfo.Length > 0)
            throw new InvalidOperationException("A redirect was about to leave for a host other than the one it was made for.");
        return WriteAsync(context, target.AbsoluteUri);
    }

    /// <summary>To an address from validated settings.</summary>
    public static Task ToConfiguredAsync(HttpContext context, Uri target) => WriteAsync(context, target.AbsoluteUri);

    /// <summary>To a path of this application.</summary>
    public static Task ToPathAsync(HttpContext context, string path)
    {
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal))
            throw new InvalidOperationException("A local redirect was about to leave the application.");
        return WriteAsync(context, path);
    }

    /// <summary>To a return URL that the return-URL rules accepted.</summary>
    public static Task ToReturnUrlAsync(HttpContext context, string acceptedReturnUrl) => WriteAsync(context, acceptedReturnUrl);

    private static Task WriteAsync(HttpContext context, string location)
    {
        if (IsTooLong(context, location)) return WritePageAsync(context, location);
        // A browser repeats a POST only on 307 and 308; 303 says "go and get" (RFC 9700 4.12).
        var isGet = HttpMethods.IsGet(context.Request.Method);
        context.Response.StatusCode = isGet ? StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private static bool IsTooLong(HttpContext context, string location) =>
        location.Length > ShortAddress && context.Request.AcceptsHtml()
        && location.Length + context.Response.Headers.SetCookie.Sum(line => line?.Length) > MostInHead;

    /// <summary>A page that goes on by itself: an answer's body may be as long as it needs to be.</summary>
    private static Task WritePageAsync(HttpContext context, string location)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var target = HtmlEncoder.Default.Encode(location);
        return context.Response.WriteAsync($"""
            <!doctype html>
            <html>
            <head>
            <meta charset="utf-8">
            <meta http-equiv="refresh" content="0;url={target}">
            <title>&hellip;</title>
            </head>
            <body><a href="{target}">&rarr;</a></body>
            </html>

            """);
    }
}
