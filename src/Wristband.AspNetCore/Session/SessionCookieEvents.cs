using Microsoft.AspNetCore.Authentication.Cookies;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>What this product does when the framework has read a session cookie, and before it writes one or takes one away.</summary>
internal sealed class SessionCookieEvents(
    SchemeNames names,
    SessionValidation validation,
    SessionRefresh refresh,
    SessionCookies cookies,
    SessionStore store,
    LiveSessions live)
{
    public async Task ValidatePrincipalAsync(CookieValidatePrincipalContext context)
    {
        if (await validation.RefuseAsync(context) is { } refused)
        {
            cookies.Refuse(context, refused);
            return;
        }
        var session = RequestSession.Of(context.HttpContext, names);
        var ticket = session.Ticket!;
        var generation = ticket.Generation;
        if (await refresh.EnsureAsync(context, ticket) is { } ended)
        {
            cookies.Refuse(context, ended);
            return;
        }
        if (ticket.Generation != generation) validation.Renew(context, ticket, "refresh");
        session.User = context.Principal;
        var handle = SessionHandle.Attach(context.Principal!, names, ticket);
        store.Use(ticket);
        LiveRequests.EndWithSession(context.HttpContext, handle, live);
    }

    /// <summary>A session without tokens and without a name to end it by would be none of ours.</summary>
    public Task SigningInAsync(CookieSigningInContext context) =>
        RequestSession.Of(context.HttpContext, names).Ticket is not null && SessionTicket.Read(context.Properties) is not null
            ? Task.CompletedTask
            : throw new InvalidOperationException(
                $"Only a login through the platform makes a '{names.Session}' session. Use a cookie scheme of your own for other users.");

    /// <summary>
    /// Also when the application signs out by itself: the session must not come back with a response that is still under way.
    /// </summary>
    public async Task SigningOutAsync(CookieSigningOutContext context)
    {
        if (RequestSession.Of(context.HttpContext, names).Ticket is { } ticket) await store.TryEndAsync(ticket);
    }
}
