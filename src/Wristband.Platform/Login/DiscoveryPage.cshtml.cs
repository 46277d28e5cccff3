using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Forms;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Login;

/// <summary>The application's own login page: it finds out which workspace somebody means and sends them there.</summary>
[OnHost(HostKind.Application)]
internal sealed class DiscoveryPage(
    Discovery discovery, DiscoveryTarget target, RememberedTenants remembered, IStringLocalizer<LoginTexts> texts) : PageModel
{
    private const int LongestState = 450;

    [BindProperty(SupportsGet = true, Name = "client_id")]
    public string? ClientId { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = Journey.Parameter)]
    public string? Req { get; set; }

    /// <summary>The e-mail address that the application already knows; the person may still write another one.</summary>
    [BindProperty(SupportsGet = true, Name = "login_hint")]
    public string? LoginHint { get; set; }

    [Typed("who")]
    public string? Who { get; set; }

    public IReadOnlyList<(DiscoveredTenant Tenant, RegisteredUrl Url)> Remembered { get; private set; } = [];

    private DiscoveryWish Wish => new(ClientId, State is { Length: <= LongestState } ? State : null, Req);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Discovery.IsReadable(LoginHint)) Who ??= LoginHint;
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await discovery.AnswerAsync(HttpContext.GetCaller(), Who, Wish, cancellationToken);
        switch (outcome.Status)
        {
            case DiscoveryStatus.Found:
                var list = RememberedTenants.With(PlatformCookies.Read(HttpContext, RememberedTenants.Cookie), outcome.Tenant!.Id);
                PlatformCookies.Write(HttpContext, RememberedTenants.Cookie, list, RememberedTenants.Lifetime);
                return SafeRedirect.To(
                    await target.FindAsync(HttpContext.GetCaller(), outcome.Tenant, Wish, outcome.LoginHint, cancellationToken));
            case DiscoveryStatus.CheckMail:
                return SafeRedirect.ToLocal(DiscoverySentPage.Path);
            case DiscoveryStatus.Wait:
                return new TooManyAttempts(outcome.RetryAfter);
            default:
                ModelState.AddModelError("who", texts[outcome.Status == DiscoveryStatus.UnknownName ? "UnknownWorkspace" : "Unreadable"]);
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return await ShowAsync(cancellationToken);
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var caller = HttpContext.GetCaller();
        var links = new List<(DiscoveredTenant, RegisteredUrl)>();
        foreach (var tenant in await remembered.ListAsync(
            caller, PlatformCookies.Read(HttpContext, RememberedTenants.Cookie), cancellationToken))
            links.Add((tenant, await target.FindAsync(caller, tenant, Wish, null, cancellationToken)));
        Remembered = links;
        return Page();
    }
}
