using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Forms;

/// <summary>After a form was accepted: goes on by itself, and by a link where browsers do not.</summary>
[OnHost(HostKind.Tenant, HostKind.Application)]
internal sealed class ContinuePage(GoingOn goingOn) : PageModel
{
    public const string Path = "/login/continue";

    public string Target { get; private set; } = "";

    public IActionResult OnGet(
        [FromQuery(Name = GoingOn.Parameter)] string? to, [FromQuery(Name = Journey.Parameter)] string? handle)
    {
        if (goingOn.Find(to, handle) is not { } target) return SafeRedirect.ToLocal("/login");
        Target = target;
        Response.Headers.Append("Refresh", "0; url=" + target);
        return Page();
    }
}
