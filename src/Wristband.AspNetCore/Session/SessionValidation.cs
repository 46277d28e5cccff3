using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Session.Csrf;
using Wristband.AspNetCore.Session.Format;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// Looks at each session that a cookie brought, before anything else does: is it ours, not over, not too old, and not forged into
/// this request. The framework has decrypted it; the rest is decided here.
/// </summary>
internal sealed class SessionValidation(
    SchemeNames names,
    WristbandOptions options,
    SessionStore store,
    PlatformLogouts logouts,
    CsrfGuard csrf,
    TimeProvider time)
{
    /// <summary>A session in use is written again this often, not on every request (S-39).</summary>
    private static readonly TimeSpan ReissueAfter = TimeSpan.FromMinutes(5);

    /// <summary>Why the request does not count as signed in; null when it does, and then its session is known.</summary>
    public async ValueTask<SessionRefusal?> RefuseAsync(CookieValidatePrincipalContext context)
    {
        var session = RequestSession.Of(context.HttpContext, names);
        session.User = context.Principal;
        session.KnewItsEndpoint = context.HttpContext.GetEndpoint() is not null;
        if (SessionReference.Read(context.Properties) is not { } reference) return SessionRefusal.Malformed;
        if (!SessionHost.Fits(context.Properties, context.Request.Host)) return SessionRefusal.OtherHost;
        session.Ticket = SessionTicket.Read(context.Properties);
        if (store.IsOver(reference.Id)) return SessionRefusal.LoggedOut;
        if (IsTooOld(reference)) return SessionRefusal.Expired;
        if (store.IsShared && await FetchAsync(context, session, reference.Id) is { } absent) return absent;
        if (session.Ticket is not { } ticket) return SessionRefusal.Malformed;
        if (await EndedByPlatformAsync(context, ticket) is { } ended) return ended;
        if (await csrf.RefuseAsync(context.HttpContext, ticket) is { } reason) return new SessionRefusal(RefusalKind.Forgery, reason);

        if (time.GetUtcNow() - reference.Issued >= ReissueAfter) Renew(context, ticket, "sliding");
        if (SessionSeal.IsOld(context.Properties)) await SealAgainAsync(context, ticket);
        return null;
    }

    /// <summary>The session's cookie goes out again with this response.</summary>
    public void Renew(CookieValidatePrincipalContext context, SessionTicket ticket, string cause)
    {
        RequestSession.Of(context.HttpContext, names).IssueCause = cause;
        context.ShouldRenew = true;
        // The framework adds the ticket's span to the time of the re-issue; this span makes that land on the absolute end every time.
        context.Properties.ExpiresUtc = context.Properties.IssuedUtc + (ticket.Created + options.SessionLifetime - time.GetUtcNow());
    }

    /// <summary>On sight, so that the old key can go soon. Only now: a session that is over must not outlive that key.</summary>
    private Task SealAgainAsync(CookieValidatePrincipalContext context, SessionTicket ticket)
    {
        Renew(context, ticket, "keys");
        return store.IsShared ? store.TrySealAgainAsync(context.Principal!, ticket) : Task.CompletedTask;
    }

    private async ValueTask<SessionRefusal?> EndedByPlatformAsync(CookieValidatePrincipalContext context, SessionTicket ticket)
    {
        try
        {
            return await logouts.CoversAsync(ticket, context.Principal!) ? SessionRefusal.LoggedOut : null;
        }
        catch (CacheUnavailableException)
        {
            return SessionRefusal.StoreDown;
        }
    }

    private bool IsTooOld(SessionReference session)
    {
        var now = time.GetUtcNow();
        return now >= session.Created + options.SessionLifetime || now - session.Issued >= options.SessionIdleTimeout;
    }

    /// <summary>Puts what the cache holds in place of the cookie's reference; else says why not.</summary>
    private async Task<SessionRefusal?> FetchAsync(CookieValidatePrincipalContext context, RequestSession session, string id)
    {
        try
        {
            if (await store.FindAsync(id) is not { } stored)
                return await store.WasEndedAsync(id) ? SessionRefusal.LoggedOut : SessionRefusal.Expired;
            context.ReplacePrincipal(stored.Principal);
            SessionReference.Complete(context.Properties, stored.Properties);
            if (SessionSeal.IsOld(stored.Properties)) SessionSeal.MarkOld(context.Properties);
            (session.User, session.Ticket) = (stored.Principal, SessionTicket.Read(context.Properties));
            return null;
        }
        catch (CacheUnavailableException)
        {
            return SessionRefusal.StoreDown;
        }
    }
}
