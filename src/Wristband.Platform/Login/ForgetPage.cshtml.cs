using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;

namespace Wristband.Platform.Login;

/// <summary>Empties the list of workspaces that this browser remembers.</summary>
[OnHost(HostKind.Application)]
internal sealed class ForgetPage : PageModel
{
    public IActionResult OnGet() => SafeRedirect.ToLocal("/login");

    public IActionResult OnPost()
    {
        PlatformCookies.Delete(HttpContext, RememberedTenants.Cookie);
        return SafeRedirect.ToLocal("/login");
    }
}
