using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Home;

/// <summary>The same address for guests and members; what differs is what we know about the person.</summary>
internal sealed class HomePage : PageModel
{
    /// <summary>Null for guests.</summary>
    public SessionFacts? Session { get; private set; }

    public async Task OnGetAsync()
    {
        if (User.Identity?.IsAuthenticated == true) Session = await SessionFacts.ReadAsync(HttpContext);
    }
}
