using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Login;

/// <summary>The list behind the link of a discovery mail. Whoever holds the link reads the mail of that address.</summary>
[OnHost(HostKind.Application)]
internal sealed class WorkspacesPage(SealedValues seals, TenantDiscovery tenants, DiscoveryTarget target) : PageModel
{
    [BindProperty(SupportsGet = true, Name = DiscoveryLink.Parameter)]
    public string? Token { get; set; }

    public string? Email { get; private set; }
    public IReadOnlyList<(DiscoveredTenant Tenant, RegisteredUrl Url)> Workspaces { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var applicationId = HttpContext.GetHost().RequiredApplication.Id;
        if (seals.Open<DiscoveryLink>(DiscoveryLink.Purpose, Token) is not { } link || link.ApplicationId != applicationId) return;
        var person = await tenants.ByEmailAsync(applicationId, link.Email, cancellationToken);
        Email = person.Email;
        var found = new List<(DiscoveredTenant, RegisteredUrl)>();
        foreach (var tenant in person.Tenants)
            found.Add((tenant, await target.FindAsync(HttpContext.GetCaller(), tenant, link.Wish, person.Email, cancellationToken)));
        Workspaces = found;
    }
}
