using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Workspaces;

/// <summary>Where a person with several workspaces changes from one to another: known ones at once, others through discovery.</summary>
internal sealed class WorkspacesPage(UsedWorkspaces used) : PageModel
{
    private const string Path = "/workspaces";

    public IReadOnlyList<UsedWorkspace> Used { get; private set; } = [];

    public void OnGet() => Used = used.Read(HttpContext);

    public IActionResult OnPost()
    {
        used.Forget(HttpContext);
        return LocalRedirect(Path);
    }

    public bool IsCurrent(UsedWorkspace workspace) => workspace.Name == User.GetTenantName();

    /// <summary>__WRISTBAND__ The login of that workspace, with the address to sign in with already filled in.</summary>
    public static string LoginOf(UsedWorkspace workspace)
    {
        var query = new QueryBuilder { { "tenant_name", workspace.Name } };
        if (workspace.Email is { } email) query.Add("login_hint", email);
        return "/api/auth/login" + query;
    }
}
