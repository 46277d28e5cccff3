using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Applications;
using Wristband.Platform.Http;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>Asks before signing out somebody whom no application sent: a link on any page can open the logout address (P-19).</summary>
[OnHost(HostKind.Tenant)]
internal sealed class LogoutPage(SsoSessions sessions, SessionEnd end, LogoutTargets logoutTargets, SignInTargets signInTargets) : PageModel
{
    public const string Path = "/logout";

    /// <summary>Who is signed in here; null when nobody is.</summary>
    public string? Email { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Email = (await sessions.FindAsync(HttpContext, cancellationToken))?.User.Email;
        await AllowTargetAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(HttpContext, cancellationToken) is { } signedIn)
            await end.EndAsync(HttpContext, signedIn, clientId: null, cancellationToken);
        return SafeRedirect.To(await logoutTargets.FindAsync(HttpContext, LogoutRequest.Read(Request.Query), cancellationToken));
    }

    // The browser checks where a form leads to, redirects included.
    private async Task AllowTargetAsync(CancellationToken cancellationToken)
    {
        await signInTargets.AllowAsync(HttpContext, clientId: null, cancellationToken);
        var target = await logoutTargets.FindAsync(HttpContext, LogoutRequest.Read(Request.Query), cancellationToken);
        if (Uri.TryCreate(target.Value, UriKind.Absolute, out var url)) PagePolicy.Of(HttpContext).AllowFormsTo(url.GetLeftPart(UriPartial.Authority));
    }
}
