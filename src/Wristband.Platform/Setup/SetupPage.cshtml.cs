using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Forms;
using Wristband.Platform.Http;

namespace Wristband.Platform.Setup;

/// <summary>
/// The command <c>setup</c> as a page, for whoever has the link from the log. What it made is shown in answer to the form: the secret is
/// nowhere else.
/// </summary>
[OnHost(HostKind.Empty)]
internal sealed class SetupPage(SetupLink link, PlatformSetup setup, IStringLocalizer<SetupTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = SetupLink.Parameter)]
    public string? Token { get; set; }

    [Typed("application")]
    public string? Application { get; set; }

    [Typed("host")]
    public string? Host { get; set; }

    [Typed("admin")]
    public string? Admin { get; set; }

    public bool Works { get; private set; }

    public void OnGet()
    {
        Works = link.Works(Token);
        if (!Works) Response.StatusCode = StatusCodes.Status404NotFound;
        Host ??= HttpContext.Request.Host.Host;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Works = link.Works(Token);
        if (!Works)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }
        if (!SetupRequest.TryRead(Application, Host, dashboardHost: null, Admin, out var request, out var problems))
        {
            foreach (var problem in problems) ModelState.AddModelError(problem.Field, texts[problem.Words]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var outcome = await setup.RunAsync(request, cancellationToken);
        // Somebody was a moment faster.
        if (!outcome.Succeeded) return NotFound();
        // No redirect: the secret is neither kept for a page view nor put into an address. No page is ever stored.
        return new ViewResult
        {
            ViewName = "/Setup/SetupDone.cshtml",
            ViewData = new ViewDataDictionary<SetupResult>(MetadataProvider, ModelState) { Model = outcome.Result },
        };
    }
}
