using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Classic;

/// <summary>__WRISTBAND__ A page for members: [Authorize] sends guests to the login endpoint and back here afterwards.</summary>
[Authorize]
internal sealed class ClassicPage : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    public ApiCall Call => ClassicCalls.All.FirstOrDefault(call => call.Id == Tab) ?? ClassicCalls.All[0];
}
