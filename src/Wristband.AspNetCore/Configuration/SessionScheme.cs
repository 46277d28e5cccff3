using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Configuration;

/// <summary>The framework's cookie authentication, set up to be this product's session.</summary>
internal sealed class SessionScheme(
    [FromKeyedServices] WristbandOptions options,
    [FromKeyedServices] SchemeNames names,
    [FromKeyedServices] SessionCookies cookies,
    [FromKeyedServices] SessionGate gate,
    [FromKeyedServices] FreshSession fresh,
    [FromKeyedServices] SessionChallenge challenge,
    [FromKeyedServices] SessionLedger ledger)
{
    public void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = WristbandDefaults.SessionCookie;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        cookie.Cookie.SameSite = options.SessionSameSite;
        cookie.Cookie.Path = "/";
        cookie.CookieManager = cookies;
        cookie.ExpireTimeSpan = options.SessionLifetime;
        // The gate decides when a session is written again; the framework's own rule would do it on every second visit.
        cookie.SlidingExpiration = false;
        cookie.LoginPath = options.AuthPath + "/login";
        cookie.LogoutPath = options.AuthPath + "/logout";
        cookie.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ValidateAsync,
            OnSigningOut = SigningOutAsync,
            OnRedirectToLogin = challenge.ChallengeAsync,
            OnRedirectToAccessDenied = challenge.ForbidAsync,
            OnRedirectToLogout = static _ => Task.CompletedTask,
            OnRedirectToReturnUrl = static _ => Task.CompletedTask,
        };
    }

    private async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (await gate.AdmitAsync(context) is { } ticket) await fresh.EnsureAsync(context, ticket);
    }

    /// <summary>Also when the application signs out by itself: the session must not come back with a response that is still under way.</summary>
    private Task SigningOutAsync(CookieSigningOutContext context)
    {
        if (RequestSession.Of(context.HttpContext, names.Session).Ticket is { } ticket) ledger.End(ticket);
        return Task.CompletedTask;
    }
}
