using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Live;

/// <summary>__WRISTBAND__ A page for members with two live parts: a script on a hub, and a component that runs on the server.</summary>
[Authorize]
internal sealed class LivePage(TenantCounter counter) : PageModel
{
    public int Value { get; private set; }

    public async Task OnGetAsync() => Value = await counter.ReadAsync(User.GetTenantId()!);
}
