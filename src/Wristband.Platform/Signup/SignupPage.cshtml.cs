using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Email;
using Wristband.Platform.Forms;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Shared;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Signup;

/// <summary>A new workspace for the application, with its owner.</summary>
[OnHost(HostKind.Application)]
internal sealed class SignupPage(
    TenantSignup signup, SignupJourney journeys, RateLimits limits, PendingMails pendingMails, IStringLocalizer<SignupTexts> texts,
    IStringLocalizer<SharedTexts> common) : PageModel
{
    private const int KeyLength = 43;

    [BindProperty(SupportsGet = true, Name = "client_id")]
    public string? ClientId { get; set; }

    [BindProperty(SupportsGet = true, Name = Journey.Parameter)]
    public string? Req { get; set; }

    [Typed("workspace")]
    public string? Workspace { get; set; }

    [Typed("address")]
    public string? Address { get; set; }

    [Typed("")]
    public PersonForm Person { get; set; } = new();

    [Typed("key")]
    public string? Key { get; set; }

    /// <summary>What follows the name of a workspace in its address.</summary>
    public string AddressEnding { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!HttpContext.GetHost().RequiredApplication.SignupEnabled) return NotFound();
        if (Key is not { Length: KeyLength }) Key = SecretToken.New();
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var caller = HttpContext.GetCaller();
        var application = caller.Application;
        if (!application.SignupEnabled) return NotFound();
        if (Key is not { Length: KeyLength }) Key = SecretToken.New();
        var journey = await journeys.FindAsync(caller, ClientId, Req, cancellationToken);
        if (Check(journey) is not { } wanted) return await AgainAsync(cancellationToken);
        var mails = RateLimits.MailKey(application.Id, wanted.Owner.Email.Canonical);
        var limited = await limits.TakeForNetworkAsync(Limit.SignupPerNetwork, caller)
            ?? await limits.TakeAsync(Limit.MailPerAddress, mails);
        if (limited is { } wait) return new TooManyAttempts(wait);

        var outcome = await signup.CreateAsync(caller, wanted, cancellationToken);
        if (outcome.Result is { } tenantId)
            return SafeRedirect.ToLocal(pendingMails.PathFor(new PendingMail(tenantId, wanted.Owner.Email.Written, journey)));
        // Also one that was proposed: it is what has to be changed.
        ModelState.SetModelValue("address", wanted.Name.Value, wanted.Name.Value);
        ModelState.AddModelError("address", texts["AddressTaken"]);
        return await AgainAsync(cancellationToken);
    }

    private NewTenant? Check(Journey journey)
    {
        var named = TypedName.TryParse(Workspace, TypedName.LongestOfWorkspace, out var display, out var flaw);
        if (flaw == TypedNameProblem.Missing) ModelState.AddModelError("workspace", texts["WorkspaceMissing"]);
        if (flaw == TypedNameProblem.TooLong)
            ModelState.AddModelError("workspace", texts["WorkspaceTooLong", TypedName.LongestOfWorkspace]);
        var typed = !string.IsNullOrWhiteSpace(Address) ? Address : named ? TenantName.Propose(display.Value) : null;
        if (!TenantName.TryParse(typed, out var name, out var problem) && (named || typed is not null))
            ModelState.AddModelError("address", texts["Address" + (typed is null ? "Missing" : problem.ToString())]);
        var owner = Person.Check(ModelState, texts, common);
        return owner is null ? null : new NewTenant(display.Value, name, owner, Key!, journey);
    }

    private Task<PageResult> AgainAsync(CancellationToken cancellationToken)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return ShowAsync(cancellationToken);
    }

    private async Task<PageResult> ShowAsync(CancellationToken cancellationToken)
    {
        AddressEnding = await signup.AddressEndingAsync(HttpContext.GetCaller(), cancellationToken);
        return Page();
    }
}
