using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Credentials;
using Wristband.Platform.Email;
using Wristband.Platform.Forms;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using Wristband.Platform.Shared;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>
/// Where the link of a confirmation mail leads. Opening it changes nothing, because mail scanners open links too; the button
/// does (P-39). A link that does not work leads to one page, whatever the reason, with a way to get a new one.
/// </summary>
[OnHost(HostKind.Tenant)]
internal sealed class VerifyEmailPage(
    EmailVerification verification, PasswordForm passwords, Continuation continuation, VerificationResend resend, PendingMails pendingMails,
    IStringLocalizer<SharedTexts> common) : PageModel
{
    [BindProperty(SupportsGet = true, Name = OneTimeLinks.Parameter)]
    public string? Token { get; set; }

    /// <summary>The address to confirm; null when the link does not work.</summary>
    public string? Email { get; private set; }

    public string PasswordHint => passwords.Hint;

    [BindProperty(SupportsGet = true, Name = Journey.Parameter)]
    public string? Req { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    [Typed("email")]
    public string? ResendTo { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Email = (await verification.PeekAsync(HttpContext.GetCaller(), Token, cancellationToken))?.Email;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (ResendTo is not null) return await SendAgainAsync(cancellationToken);
        var caller = HttpContext.GetCaller();
        if (await verification.PeekAsync(caller, Token, cancellationToken) is { } user)
        {
            var problem = passwords.ProblemFor(user, caller.Host, Password);
            if (problem is null && await verification.ConfirmAsync(caller, Token, Password!, cancellationToken) is { Result: { } done })
            {
                HttpContext.Keep(done.Keep);
                return await continuation.GoOnAsync(caller, new Journey(done.ClientId, Req), cancellationToken);
            }
            if (problem is not null)
            {
                Email = user.Email;
                ModelState.AddModelError("password", problem);
            }
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<IActionResult> SendAgainAsync(CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryParse(ResendTo, out var email))
        {
            ModelState.AddModelError("email", common["EmailProblem"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var caller = HttpContext.GetCaller();
        var journey = await continuation.JourneyAsync(caller, Req, cancellationToken);
        var pending = new PendingMail(caller.Tenant.Id, email.Written, journey);
        if (await resend.SendAsync(caller, pending, cancellationToken) is { } refusal)
            return new TooManyAttempts(refusal.RetryAfter);
        return SafeRedirect.ToLocal(pendingMails.PathFor(pending));
    }
}
