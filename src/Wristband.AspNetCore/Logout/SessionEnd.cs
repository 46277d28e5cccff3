using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Logout;

/// <summary>
/// Ends the session of a request: for this application first and in any case (S-72), then its refresh token at the platform. The browser
/// loses its cookies also when it had no session.
/// </summary>
internal sealed class SessionEnd(
    WristbandOptions options,
    SchemeNames names,
    SessionStore store,
    LoginStateCookies states,
    Revocation revocation,
    WristbandMetrics metrics)
{
    /// <summary>False when the session could not be ended everywhere; it must not look as if it were.</summary>
    public async Task<bool> TryAsync(HttpContext context, RequestSession session)
    {
        if (session.Refusal == SessionRefusal.StoreDown || !await LeaveStoreAsync(session.Ticket)) return false;
        await context.SignOutAsync(names.Session);
        states.RemoveAll(context);
        if (session.Ticket is not { } ticket) return true;
        metrics.SessionEnded("logout");
        if (ticket.RefreshToken is { } token) await revocation.RevokeAsync(token);
        if (session.User is { } user) await options.Events.OnSigningOut(new WristbandSigningOutContext(context, user));
        return true;
    }

    private async Task<bool> LeaveStoreAsync(SessionTicket? ticket)
    {
        if (ticket is null) return true;
        try
        {
            await store.EndAsync(ticket);
            return true;
        }
        catch (CacheUnavailableException)
        {
            return false;
        }
    }
}
