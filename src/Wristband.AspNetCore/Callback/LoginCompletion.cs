using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Callback;

/// <summary>Writes the new session, and makes sure that nothing of an earlier one in this browser survives (S-31).</summary>
internal sealed class LoginCompletion(
    [FromKeyedServices] SchemeNames names,
    [FromKeyedServices] SessionStore store,
    [FromKeyedServices] SettingsSource settings,
    [FromKeyedServices] Revocation revocation)
{
    public async Task WriteAsync(HttpContext context, CompletedLogin login)
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
