using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Applications;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
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
        Email = (await sessions.FindAsync(HttpContext.GetCaller(), cancellationToken))?.User.Email;
        await AllowTargetAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(HttpContext.GetCaller(), cancellationToken) is { } signedIn)
        {
            await end.SignOutAsync(HttpContext.GetCaller(), signedIn, clientId: null, cancellationToken);
            PlatformCookies.Delete(HttpContext, PlatformCookies.Session);
        }
        return SafeRedirect.To(await logoutTargets.FindAsync(HttpContext.GetCaller(), LogoutRequest.Read(Request.Query), cancellationToken));
    }

    // The browser checks where a form leads to, redirects included.
    private async Task AllowTargetAsync(CancellationToken cancellationToken)
    {
        var policy = PagePolicy.Of(HttpContext);
        policy.AllowFormsTo(await signInTargets.FindAsync(HttpContext.GetCaller(), clientId: null, cancellationToken));
        var target = await logoutTargets.FindAsync(HttpContext.GetCaller(), LogoutRequest.Read(Request.Query), cancellationToken);
        if (Uri.TryCreate(target.Value, UriKind.Absolute, out var url)) policy.AllowFormsTo(url.GetLeftPart(UriPartial.Authority));
    }
}
