using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Email;
using Wristband.Platform.Forms;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.Platform.Shared;

namespace Wristband.Platform.Signup;

/// <summary>Joining a workspace that lets people sign up themselves.</summary>
[OnHost(HostKind.Tenant)]
internal sealed class JoinPage(
    UserSignup signup, RateLimits limits, PendingMails pendingMails, WaitingRequests requests, IStringLocalizer<SignupTexts> texts,
    IStringLocalizer<SharedTexts> common) : PageModel
{
    [BindProperty(SupportsGet = true, Name = Journey.Parameter)]
    public string? Req { get; set; }

    [Typed("")]
    public PersonForm Person { get; set; } = new();

    public IActionResult OnGet() => HttpContext.GetHost().RequiredTenant.SignupEnabled ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var caller = HttpContext.GetCaller();
        var host = caller.Host;
        if (!host.RequiredTenant.SignupEnabled) return NotFound();
        if (Person.Check(ModelState, texts, common) is not { } person)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var mails = RateLimits.MailKey(host.RequiredApplication.Id, person.Email.Canonical);
        var limited = await limits.TakeForNetworkAsync(Limit.SignupPerNetwork, caller)
            ?? await limits.TakeAsync(Limit.MailPerAddress, mails);
        if (limited is { } wait) return new TooManyAttempts(wait);
        var journey = await requests.JourneyAsync(caller, Req, cancellationToken);
        if (await signup.JoinAsync(caller, person, journey, cancellationToken) is not null)
        {
            ModelState.AddModelError("email", texts["EmailOfOtherDomain"]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        return SafeRedirect.ToLocal(pendingMails.PathFor(new PendingMail(host.RequiredTenant.Id, person.Email.Written, journey)));
    }
}
