using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Wristband.AspNetCore.Web;

/// <summary>What the SDK's endpoints ask about a request before they look at its meaning.</summary>
internal static class RequestReading
{
    /// <summary>The first of these parameters that occurs more than once; "first wins" would let two readers disagree (S-10).</summary>
    public static string? RepeatedParameter(this HttpRequest request, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (request.Query[name].Count > 1) return name;
        }
        return null;
    }

    /// <summary>The parameter's value, null when absent or empty.</summary>
    public static string? Parameter(this HttpRequest request, string name) =>
        request.Query[name] is [{ Length: > 0 } value] ? value : null;

    /// <summary>A browser that loads ahead of the user's click must find no side effect (S-16).</summary>
    public static bool IsPrefetch(this HttpRequest request) =>
        Mentions(request.Headers["Sec-Purpose"], "prefetch") || Mentions(request.Headers["Purpose"], "prefetch");

    /// <summary>A page inside another page. Browsers that do not say so count as windows of their own.</summary>
    public static bool IsInFrame(this HttpRequest request) =>
        request.Headers["Sec-Fetch-Dest"].ToString() is "iframe" or "frame" or "embed" or "object" or "fencedframe";

    /// <summary>A person's browser opens a page, as opposed to a script or an API client.</summary>
    public static bool IsNavigation(this HttpRequest request)
    {
        var mode = request.Headers["Sec-Fetch-Mode"];
        return mode.Count > 0 ? mode == "navigate" : AcceptsHtml(request);
    }

    public static bool AcceptsHtml(this HttpRequest request) => Mentions(request.Headers.Accept, "text/html");

    public static bool IsUnsafe(this HttpRequest request) => IsUnsafe(request.Method);

    /// <summary>A method that may change something (RFC 9110, section 9.2.1).</summary>
    public static bool IsUnsafe(string method) =>
        !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));

    /// <summary>The field of a posted form; empty where there is none, or no form that could be read (G-03).</summary>
    public static async ValueTask<StringValues> FormFieldAsync(this HttpRequest request, string field, FormOptions? limits = null)
    {
        try
        {
            var aborted = request.HttpContext.RequestAborted;
            var form = limits is null ? await request.ReadFormAsync(aborted) : await request.ReadFormAsync(limits, aborted);
            return form[field];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException or NotSupportedException)
        {
            return StringValues.Empty;
        }
    }

    /// <summary>The start of a WebSocket: a GET in form, but what follows may change anything.</summary>
    public static bool IsWebSocketHandshake(this HttpRequest request) =>
        Mentions(request.Headers.Upgrade, "websocket")
        || request.HttpContext.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    /// <summary>Scheme, host and port of this application as the browser sees them.</summary>
    public static string Origin(this HttpRequest request) => $"{request.Scheme}://{request.Host.Value}".ToLowerInvariant();

    private static bool Mentions(StringValues header, string word)
    {
        foreach (var value in header)
        {
            if (value is not null && value.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
