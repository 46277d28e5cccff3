using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Forms;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.Platform.Shared;
using Wristband.Platform.Users;

namespace Wristband.Platform.Recovery;

/// <summary>Asks for the address that a link to a new password should go to.</summary>
[OnHost(HostKind.Tenant)]
internal sealed class ForgotPasswordPage(
    ResetRequest request, RateLimits limits, WaitingRequests requests, IStringLocalizer<SharedTexts> common) : PageModel
{
    [BindProperty(SupportsGet = true, Name = Journey.Parameter)]
    public string? Req { get; set; }

    [BindProperty(SupportsGet = true, Name = "sent")]
    public bool Sent { get; set; }

    [Typed("email")]
    public string? Email { get; set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Email ??= (await requests.FindAsync(HttpContext.GetCaller(), Req, cancellationToken))?.LoginHint;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryRead(Email, out var email))
        {
            ModelState.AddModelError("email", common["EmailProblem"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Sent = false;
            return Page();
        }
        var caller = HttpContext.GetCaller();
        var key = RateLimits.MailKey(caller.Application.Id, email.Canonical);
        var limited = await limits.TakeForNetworkAsync(Limit.MailPerNetwork, caller) ?? await limits.TakeAsync(Limit.MailPerAddress, key);
        if (limited is { } wait) return new TooManyAttempts(wait);
        var journey = await requests.JourneyAsync(caller, Req, cancellationToken);
        await request.SendAsync(caller, email, journey, cancellationToken);
        return SafeRedirect.ToLocal(QueryHelpers.AddQueryString("/forgot-password" + Journey.Query(journey.Handle), "sent", "true"));
    }
}
