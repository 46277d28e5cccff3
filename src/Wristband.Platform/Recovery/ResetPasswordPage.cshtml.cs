using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Credentials;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.Recovery;

/// <summary>Where the link of a reset mail leads: choose a new password, and go on signed in (P-39).</summary>
[OnHost(HostKind.Tenant)]
internal sealed class ResetPasswordPage(PasswordReset reset, PasswordForm passwords, Continuation continuation) : PageModel
{
    [BindProperty(SupportsGet = true, Name = OneTimeLinks.Parameter)]
    public string? Token { get; set; }

    [BindProperty(SupportsGet = true, Name = Journey.Parameter)]
    public string? Req { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public string PasswordHint => passwords.Hint;

    /// <summary>Whose password; null when the link does not work.</summary>
    public string? Email { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Email = (await reset.PeekAsync(HttpContext.GetCaller(), Token, cancellationToken))?.Email;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await reset.PeekAsync(HttpContext.GetCaller(), Token, cancellationToken) is { } user)
        {
            var problem = passwords.ProblemFor(user, HttpContext.GetHost(), Password);
            if (problem is null
                && await reset.SetAsync(HttpContext.GetCaller(), Token, Password!, cancellationToken) is { Result: { } done })
            {
                HttpContext.Keep(done.Keep);
                return await continuation.GoOnAsync(HttpContext.GetCaller(), new Journey(done.ClientId, Req), cancellationToken);
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
}
