using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Email;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.Login;

/// <summary>Signing in at a tenant: address and password, then back to what waits.</summary>
[OnHost(HostKind.Tenant)]
internal sealed class LoginPage(
    Continuation continuation, PasswordSignIn signIn, SsoSessions sessions, PendingMails pendingMails, IStringLocalizer<LoginTexts> texts,
    IStringLocalizer<HttpTexts> common) : PageModel
{
    [BindProperty(SupportsGet = true, Name = LoginTransactions.Parameter)]
    public string? Req { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var waiting = continuation.Waiting(HttpContext.GetCaller(), Req);
        if (waiting is null && continuation.IsWithoutCookies(HttpContext.GetCaller(), Req)) return SafeRedirect.ToLocal(CookiesPage.Path);
        if (waiting is null && (Req is not null || await sessions.FindAsync(HttpContext.GetCaller(), cancellationToken) is not null))
            return await continuation.StartAtApplicationAsync(HttpContext.GetCaller(), null, cancellationToken);
        Email = waiting?.LoginHint;
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Req is not null && continuation.Waiting(HttpContext.GetCaller(), Req) is null)
            return await continuation.StartAtApplicationAsync(HttpContext.GetCaller(), null, cancellationToken);
        var outcome = await signIn.TryAsync(HttpContext.GetCaller(), Email, Password, cancellationToken);
        if (outcome.Keep is { } keep) HttpContext.Keep(keep);
        switch (outcome.Status)
        {
            case SignInStatus.Done:
                return await continuation.GoOnAsync(HttpContext.GetCaller(), Req, cancellationToken);
            case SignInStatus.Unverified:
                var clientId = continuation.Waiting(HttpContext.GetCaller(), Req)?.ClientId;
                return SafeRedirect.ToLocal(pendingMails.PathFor(new PendingMail(outcome.User!.TenantId, outcome.User.Email, clientId, IsReminder: true)));
            case SignInStatus.Wait or SignInStatus.NeedsReset:
                TooManyAttempts.Announce(HttpContext, outcome.RetryAfter);
                break;
            default:
                Response.StatusCode = StatusCodes.Status400BadRequest;
                break;
        }
        Problem = WordsFor(outcome);
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var caller = HttpContext.GetCaller();
        var clientId = continuation.Waiting(caller, Req)?.ClientId;
        PagePolicy.Of(HttpContext).AllowFormsTo(await continuation.FormTargetsAsync(caller, clientId, cancellationToken));
        return Page();
    }

    private string WordsFor(SignInOutcome outcome) => outcome.Status switch
    {
        SignInStatus.NeedsReset => texts["NeedsReset"],
        SignInStatus.Wait => texts["Wait", Wait.InWords(outcome.RetryAfter, common)],
        _ => texts["Refused"],
    };
}
