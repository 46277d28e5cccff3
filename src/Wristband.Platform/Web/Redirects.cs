using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.Platform.Web;

/// <summary>Every redirect leaves through here: to a path of this host, or to a URL that an application registered.</summary>
internal static class Redirects
{
    /// <summary>303 to a path of the host that was asked.</summary>
    public static void ToLocal(HttpContext context, string path, IEnumerable<KeyValuePair<string, string?>> query)
    {
        if (path is not ['/', not '/' and not '\\', ..]) throw new ArgumentException("Not a path of this host.", nameof(path));
        Send(context, QueryHelpers.AddQueryString(path, query));
    }

    /// <summary>303 to a URL that comes from the application's settings, its placeholder filled in with the tenant of this request.</summary>
    public static void ToRegistered(HttpContext context, string registeredUrl, string tenantName, IEnumerable<KeyValuePair<string, string?>> query) =>
        Send(context, QueryHelpers.AddQueryString(TenantPlaceholder.Expand(registeredUrl, tenantName), query));

    private static void Send(HttpContext context, string url)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = url;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
    }
}
