using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Session.Format;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Configuration;

/// <summary>The framework's cookie authentication, set up to be this product's session.</summary>
internal sealed class SessionScheme(
    WristbandOptions options,
    SchemeNames names,
    SessionCookies cookies,
    SessionGate gate,
    FreshSession fresh,
    SessionChallenge challenge,
    SessionRegister register,
    OpenCircuits circuits,
    IDataProtectionProvider protection)
{
    public void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = names.SessionCookie;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.Cookie.SameSite = options.SessionSameSite;
        cookie.Cookie.Path = "/";
        cookie.CookieManager = cookies;
        cookie.TicketDataFormat = register.IsShared ? new SessionReferenceFormat(Sealed("session-reference")) : Sealed("session");
        cookie.ExpireTimeSpan = options.SessionLifetime;
        // The gate decides when a session is written again; the framework's own rule would do it on every second visit.
        cookie.SlidingExpiration = false;
        cookie.LoginPath = options.AuthPath + "/login";
        cookie.LogoutPath = options.AuthPath + "/logout";
        cookie.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnSigningIn = SigningInAsync,
            OnSigningOut = SigningOutAsync,
            OnRedirectToLogin = challenge.ChallengeAsync,
            OnRedirectToAccessDenied = challenge.ForbidAsync,
            OnRedirectToLogout = static _ => Task.CompletedTask,
            OnRedirectToReturnUrl = static _ => Task.CompletedTask,
        };
    }

    /// <summary>Applications that share a key ring still cannot read each other's sessions (S-44).</summary>
    private SecureDataFormat<AuthenticationTicket> Sealed(string what) =>
        new(new SessionFormat(names.Session), protection.CreateProtector("Wristband.AspNetCore", options.ClientId, names.Session, what, "v1"));

    private async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (await gate.AdmitAsync(context) is not { } ticket) return;
        await fresh.EnsureAsync(context, ticket);
        if (context.Principal is not { } user) return;
        SessionHandle.Attach(user, names, ticket);
        circuits.Tell(ticket);
    }

    /// <summary>A session without tokens and without a name to end it by would be none of ours.</summary>
    private Task SigningInAsync(CookieSigningInContext context) =>
        RequestSession.Of(context.HttpContext, names).Ticket is not null && SessionTicket.Read(context.Properties) is not null
            ? Task.CompletedTask
            : throw new InvalidOperationException(
                $"Only a login through the platform makes a '{names.Session}' session. Use a cookie scheme of your own for other users.");

    /// <summary>Also when the application signs out by itself: the session must not come back with a response that is still under way.</summary>
    private async Task SigningOutAsync(CookieSigningOutContext context)
    {
        if (RequestSession.Of(context.HttpContext, names).Ticket is { } ticket) await register.TryEndAsync(ticket);
    }
}
