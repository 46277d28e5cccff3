using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Email;
using Wristband.Platform.Forms;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.Login;

/// <summary>Signing in at a tenant: address and password, then back to what waits.</summary>
[OnHost(HostKind.Tenant)]
internal sealed class LoginPage(
    LoginEntrance entrance, Continuation continuation, PasswordSignIn signIn, PendingMails pendingMails, LoginWords words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = Journey.Parameter)]
    public string? Req { get; set; }

    [Typed("email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    /// <summary>Somebody signed out a moment ago, and is told (X-B18).</summary>
    public bool SignedOut { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var caller = HttpContext.GetCaller();
        var next = await entrance.FindAsync(caller, Req, cancellationToken);
        if (next.WithoutCookies) return SafeRedirect.ToLocal(CookiesPage.Path);
        if (next.GoesOn) return await continuation.GoOnAsync(caller, new Journey(next.ClientId, Req), cancellationToken);
        Email ??= next.LoginHint;
        SignedOut = PlatformCookies.Read(HttpContext, PlatformCookies.SignedOut) is not null;
        if (SignedOut) PlatformCookies.Delete(HttpContext, PlatformCookies.SignedOut);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var caller = HttpContext.GetCaller();
        var next = await entrance.FindAsync(caller, Req, cancellationToken);
        if (Req is not null && !next.Waits) return await continuation.StartAtApplicationAsync(caller, next.ClientId, cancellationToken);
        var outcome = await signIn.TryAsync(caller, Email, Password, cancellationToken);
        if (outcome.Keep is { } keep) HttpContext.Keep(keep);
        switch (outcome.Status)
        {
            case SignInStatus.Done:
                return await continuation.GoOnAsync(caller, new Journey(next.ClientId, Req), cancellationToken);
            case SignInStatus.Unverified:
                var pending = new PendingMail(
                    outcome.User!.TenantId, outcome.User.Email, new Journey(next.ClientId, next.Waits ? Req : null), IsReminder: true);
                return SafeRedirect.ToLocal(pendingMails.PathFor(pending));
            case SignInStatus.Wait or SignInStatus.NeedsReset:
                TooManyAttempts.Announce(HttpContext, outcome.RetryAfter);
                break;
            default:
                Response.StatusCode = StatusCodes.Status400BadRequest;
                break;
        }
        ModelState.AddModelError("", words.For(outcome));
        return Page();
    }
}
