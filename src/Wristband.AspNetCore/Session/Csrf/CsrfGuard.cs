using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session.Csrf;

/// <summary>
/// Decides whether an unsafe request that carries the session cookie was really made by this application's own pages. Two layers:
/// where the browser says the request comes from (every endpoint), and a token (endpoints under the session policies).
/// </summary>
internal sealed class CsrfGuard(SchemeNames names, WristbandOptions options, WristbandMetrics metrics)
{
    private readonly HashSet<string> _allowedOrigins =
        options.AllowedCsrfOrigins.Select(o => o.TrimEnd('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the request may go on, else the reason to refuse it.</summary>
    public async ValueTask<string?> RefuseAsync(HttpContext context, SessionTicket ticket)
    {
        // Scripts cannot send a header with a WebSocket; browsers always say where it comes from.
        if (context.Request.IsWebSocketHandshake()) return RefuseOrigin(context.Request, tokenRequired: false);
        if (!context.Request.IsUnsafe()) return null;
        var tokenRequired = IsUnderPolicy(context);
        return RefuseOrigin(context.Request, tokenRequired)
            ?? (tokenRequired ? await RefuseTokenAsync(context.Request, ticket) : null);
    }

    /// <summary>For endpoints that check by themselves, whatever their method; counts what it refuses.</summary>
    public async ValueTask<string?> RefuseAsync(HttpRequest request, SessionTicket ticket)
    {
        var reason = RefuseOrigin(request, tokenRequired: true) ?? await RefuseTokenAsync(request, ticket);
        if (reason is not null) metrics.CsrfRefused(reason);
        return reason;
    }

    private string? RefuseOrigin(HttpRequest request, bool tokenRequired)
    {
        switch (request.Headers["Sec-Fetch-Site"].ToString())
        {
            case "same-origin" or "none":
                return null;
            // A sibling subdomain is same-site and may be somebody else's: only its origin can vouch for it.
            case "" or "same-site":
                break;
            default:
                return "csrf_cross_site";
        }
        var origin = OriginOf(request);
        // No header at all comes from programs, not from browsers; where a token is due, they have to say where they come from too.
        if (origin is null) return tokenRequired ? "csrf_origin_missing" : null;
        var own = request.Origin();
        return origin.Equals(own, StringComparison.OrdinalIgnoreCase) || _allowedOrigins.Contains(origin) ? null : "csrf_origin";
    }

    private static string? OriginOf(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origin) return origin.ToString();
        if (request.Headers.Referer is not { Count: > 0 } referer) return null;
        return Uri.TryCreate(referer.ToString(), UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "null";
    }

    private static async ValueTask<string?> RefuseTokenAsync(HttpRequest request, SessionTicket ticket)
    {
        var values = request.Headers[WristbandDefaults.CsrfHeader];
        if (values.Count == 0 && request.HasFormContentType) values = await request.FormFieldAsync(WristbandDefaults.CsrfField);
        if (StringValues.IsNullOrEmpty(values)) return "csrf_token_missing";
        return values is [{ Length: > 0 and <= CsrfTokens.MaxLength } token] && CsrfTokens.Fits(ticket, token)
            ? null
            : "csrf_token_invalid";
    }

    private bool IsUnderPolicy(HttpContext context)
    {
        foreach (var data in context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>() ?? [])
        {
            if (names.IsForScripts(data.Policy)) return true;
        }
        return false;
    }
}
