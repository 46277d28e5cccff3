using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Callback;

/// <summary>Writes the new session, and makes sure that nothing of an earlier one in this browser survives (S-31).</summary>
internal sealed class LoginCompletion(
    SchemeNames names,
    SessionStore store,
    SettingsSource settings,
    Revocation revocation,
    LastTenant lastTenant)
{
    /// <summary>False when the session does not fit into its cookies.</summary>
    public async Task<bool> TryWriteAsync(HttpContext context, LoginState login, CompletedLogin? completed)
    {
        // Redeemed so long ago that nobody remembers the outcome: this browser has the session, or has ended it.
        if (completed is null) return true;
        try
        {
            await WriteAsync(context, completed);
        }
        catch (SessionTooLargeException)
        {
            return false;
        }
        lastTenant.Remember(context, completed.User.GetTenantName(), login.CustomDomain);
        return true;
    }

    private async Task WriteAsync(HttpContext context, CompletedLogin login)
    {
        // Asking makes the framework read the cookie, in case no middleware did.
        await context.AuthenticateAsync(names.Session);
        var session = RequestSession.Of(context, names);
        var earlier = session.Ticket;
        session.Ticket = login.Ticket;
        session.User = login.User;
        session.Refusal = null;
        session.IssueCause = "login";

        var properties = login.Ticket.Properties.Clone();
        if ((await settings.GetAsync(context.RequestAborted))?.RootDomain is not null) SessionHost.Bind(properties, context.Request.Host);
        await context.SignInAsync(names.Session, login.User, properties);
        if (earlier is null || earlier.Id == login.Ticket.Id) return;
        await store.TryEndAsync(earlier);
        if (earlier.RefreshToken is { } token && token != login.Ticket.RefreshToken) revocation.RevokeSoon(token);
    }
}
