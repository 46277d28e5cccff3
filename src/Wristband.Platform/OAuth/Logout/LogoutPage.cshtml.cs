using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using Wristband.Platform.Sessions.Ending;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>Asks before signing out somebody whom no application sent: a link on any page can open the logout address (P-19).</summary>
[OnHost(HostKind.Tenant)]
internal sealed class LogoutPage(SsoSessions sessions, SessionEnd end, LogoutTargets targets) : PageModel
{
    public const string Path = "/logout";

    /// <summary>Who is signed in here; null when nobody is.</summary>
    public string? Email { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Email = (await sessions.FindAsync(HttpContext.GetCaller(), cancellationToken))?.User.Email;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(HttpContext.GetCaller(), cancellationToken) is { } signedIn)
        {
            await end.SignOutAsync(HttpContext.GetCaller(), signedIn.Session, clientId: null, cancellationToken);
            HttpContext.SignedOut();
        }
        return SafeRedirect.To(await targets.FindAsync(HttpContext.GetCaller(), LogoutRequest.Read(Request.Query), cancellationToken));
    }
}
