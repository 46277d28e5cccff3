using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Session.Format;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>The framework's cookie authentication, set up to be this product's session.</summary>
internal sealed class SessionCookieOptions(
    WristbandOptions options,
    SchemeNames names,
    SessionCookies cookies,
    SessionCookieEvents events,
    SessionChallenge challenge,
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
        cookie.TicketDataFormat = options.SessionStore == WristbandSessionStore.DistributedCache
            ? new SessionReferenceFormat(Sealed("session-reference"))
            : Sealed("session");
        cookie.ExpireTimeSpan = options.SessionLifetime;
        // SessionValidation decides when a session is written again; the framework's own rule would do it on every second visit.
        cookie.SlidingExpiration = false;
        cookie.LoginPath = options.AuthPath + "/login";
        cookie.LogoutPath = options.AuthPath + "/logout";
        cookie.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = events.ValidatePrincipalAsync,
            OnSigningIn = events.SigningInAsync,
            OnSigningOut = events.SigningOutAsync,
            OnRedirectToLogin = challenge.ChallengeAsync,
            OnRedirectToAccessDenied = challenge.ForbidAsync,
            OnRedirectToLogout = static _ => Task.CompletedTask,
            OnRedirectToReturnUrl = static _ => Task.CompletedTask,
        };
    }

    /// <summary>Applications that share a key ring still cannot read each other's sessions (S-44).</summary>
    private SessionSeal Sealed(string what) => new(
        new SessionFormat(names.Session),
        protection.CreateProtector("Wristband.AspNetCore", options.ClientId, names.Session, what, "v1"));
}
