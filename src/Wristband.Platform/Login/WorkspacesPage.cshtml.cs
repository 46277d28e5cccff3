using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.Login;

/// <summary>The list behind the link of a discovery mail. Whoever holds the link reads the mail of that address.</summary>
[OnHost(HostKind.Application)]
internal sealed class WorkspacesPage(WaitingRequests requests, TenantDiscovery tenants, DiscoveryTarget target) : PageModel
{
    public const string Path = "/login/workspaces";
    public const string Parameter = "token";

    [BindProperty(SupportsGet = true, Name = Parameter)]
    public string? Token { get; set; }

    public string? Email { get; private set; }
    public IReadOnlyList<(DiscoveredTenant Tenant, RegisteredUrl Url)> Workspaces { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var caller = HttpContext.GetCaller();
        var link = await requests.FindAsync(caller, Token, cancellationToken);
        if (link is not { Kind: WaitingKind.Workspaces, LoginHint: { } email }) return;
        var wish = new DiscoveryWish(link.ClientId, link.State, Token);
        var person = await tenants.ByEmailAsync(caller.Application.Id, email, cancellationToken);
        Email = person.Email;
        var found = new List<(DiscoveredTenant, RegisteredUrl)>();
        foreach (var tenant in person.Tenants)
            found.Add((tenant, await target.FindAsync(caller, tenant, wish, person.Email, cancellationToken)));
        Workspaces = found;
    }
}
