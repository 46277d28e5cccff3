using System.Globalization;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Session.Csrf;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// The framework's cookie manager with this product's rules around it: the right name for the scheme, no ambiguous cookies, at
/// most three chunks, no write over a session that is over or has moved on, and the CSRF cookie always beside the session's.
/// </summary>
internal sealed partial class SessionCookies(
    SchemeNames names,
    WristbandOptions settings,
    SessionStore store,
    CookieRules rules,
    WristbandMetrics metrics,
    ILogger<SessionCookies> logger) : ICookieManager
{
    private const int MaxChunks = 3;
    private const string ChunkCountPrefix = "chunks-";

    /// <summary>What one Set-Cookie line holds besides the value: name, attributes, and the framework's own margin.</summary>
    private const int LineOverhead = 250;

    private readonly ChunkingCookieManager _chunks = new();

    private int MaxValueLength => MaxChunks * (_chunks.ChunkSize!.Value - LineOverhead);

    public string? GetRequestCookie(HttpContext context, string key)
    {
        var name = rules.NameFor(context.Request, key);
        if (!context.Request.Cookies.TryGetValue(name, out var first) || string.IsNullOrEmpty(first)) return null;
        var session = RequestSession.Of(context, names);
        if (IsAmbiguous(context.Request, name, first))
        {
            session.Refusal = SessionRefusal.Ambiguous;
            Delete(context);
            DeleteOtherSpellings(context, name);
            return null;
        }
        return TooManyChunks(first) ? "" : _chunks.GetRequestCookie(context, name);
    }

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options)
    {
        var session = RequestSession.Of(context, names);
        if (context.Response.HasStarted || value is null || session.Ticket is not { } ticket) return;
        if (session.Refusal?.Kind == RefusalKind.Over || !store.MayWrite(ticket)) return;
        if (value.Length > MaxValueLength)
        {
            Log.TooLarge(logger, value.Length, MaxValueLength);
            throw new SessionTooLargeException(value.Length, MaxValueLength);
        }
        Adapt(context, options);
        var name = rules.NameFor(context.Request, key);
        _chunks.AppendResponseCookie(context, name, value, options);
        DeleteStaleChunks(context, name, options);
        var csrf = rules.OptionsFor(context.Request, httpOnly: false, options.SameSite);
        csrf.Expires = options.Expires;
        context.Response.Cookies.Append(names.CsrfCookie, CsrfTokens.Mint(ticket), csrf);
        metrics.SessionIssued(session.IssueCause);
    }

    public void DeleteCookie(HttpContext context, string key, CookieOptions options)
    {
        if (context.Response.HasStarted) return;
        Adapt(context, options);
        _chunks.DeleteCookie(context, rules.NameFor(context.Request, key), options);
        context.Response.Cookies.Delete(names.CsrfCookie, rules.OptionsFor(context.Request, httpOnly: false, options.SameSite));
    }

    /// <summary>Takes session and CSRF cookie away, with the attributes they were set with (S-54).</summary>
    public void Delete(HttpContext context) =>
        DeleteCookie(context, names.SessionCookie, rules.OptionsFor(context.Request, httpOnly: true, settings.SessionSameSite));

    /// <summary>Takes the identity from the request, and the cookies from the browser when the session is over.</summary>
    public void Refuse(CookieValidatePrincipalContext context, SessionRefusal refusal)
    {
        RequestSession.Of(context.HttpContext, names).Refusal = refusal;
        context.RejectPrincipal();
        if (refusal.Kind == RefusalKind.Over)
        {
            metrics.SessionEnded(refusal.Reason);
            Delete(context.HttpContext);
        }
        else if (refusal.Kind == RefusalKind.Forgery)
        {
            metrics.CsrfRefused(refusal.Reason);
        }
    }

    private void DeleteOtherSpellings(HttpContext context, string name)
    {
        if (context.Response.HasStarted) return;
        var gone = rules.OptionsFor(context.Request, httpOnly: true, settings.SessionSameSite);
        gone.Expires = DateTimeOffset.UnixEpoch;
        // Not Delete(), which would take back what was just said of the right spelling.
        foreach (var other in RequestCookieNames.SpellingsOf(context.Request, name).Where(s => s != name).Distinct())
            context.Response.Cookies.Append(other, "", gone);
    }

    /// <summary>Chunks of an earlier, longer session or of somebody's game would only fill the request header.</summary>
    private static void DeleteStaleChunks(HttpContext context, string name, CookieOptions options)
    {
        foreach (var key in context.Request.Cookies.Keys)
        {
            if (!key.StartsWith(name + "C", StringComparison.Ordinal)) continue;
            var written = context.Response.Headers.SetCookie.Any(line => line!.StartsWith(key + "=", StringComparison.Ordinal));
            if (!written) context.Response.Cookies.Delete(key, options);
        }
    }

    private void Adapt(HttpContext context, CookieOptions options)
    {
        options.Secure = !rules.IsPlain(context.Request);
        options.Domain = null;
        options.Path = "/";
        context.Response.Headers.CacheControl = "no-store";
    }

    private bool IsAmbiguous(HttpRequest request, string name, string firstValue)
    {
        // Not the CSRF cookie: it proves nothing by itself, so that two of them are no danger (decision 3).
        if (RequestCookieNames.IsAmbiguous(request, name)) return true;
        if (!firstValue.StartsWith(ChunkCountPrefix, StringComparison.Ordinal)) return false;
        for (var chunk = 1; chunk <= MaxChunks; chunk++)
        {
            if (RequestCookieNames.IsAmbiguous(request, string.Create(CultureInfo.InvariantCulture, $"{name}C{chunk}"))) return true;
        }
        return false;
    }

    private static bool TooManyChunks(string firstValue) =>
        firstValue.StartsWith(ChunkCountPrefix, StringComparison.Ordinal)
        && !(int.TryParse(firstValue.AsSpan(ChunkCountPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= MaxChunks);

    private static partial class Log
    {
        [LoggerMessage(1213, LogLevel.Error, "WB1213 The session needs {Length} characters, its cookies hold {Limit}. Set SessionStore "
            + "to keep sessions out of cookies, or add fewer claims in OnSignedIn.", EventName = "SessionTooLarge")]
        public static partial void TooLarge(ILogger logger, int length, int limit);
    }
}

/// <summary>The session does not fit into its cookies (S-35). Caught where a login can still say so.</summary>
internal sealed class SessionTooLargeException(int length, int limit)
    : InvalidOperationException($"WB1213 The session needs {length} characters, its cookies hold {limit}.");
