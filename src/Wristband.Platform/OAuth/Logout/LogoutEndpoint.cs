using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>
/// GET /api/v1/logout on a tenant host: ends this browser's single sign-on session and sends it back to the application. Not being
/// signed in is not an error. Somebody who neither names a client nor holds an ID token of the session is asked first (P-19).
/// </summary>
internal static class LogoutEndpoint
{
    public static async Task<IResult> AnswerAsync(
        HttpContext context, PlatformDbContext database, SsoSessions sessions, SessionEnd end, LogoutTargets targets)
    {
        var request = LogoutRequest.Read(context.Request.Query);
        var caller = context.GetCaller();
        if (await sessions.FindAsync(caller, context.RequestAborted) is { } signedIn)
        {
            var proven = request.HintedSessionId == signedIn.Session.Id || await IsKnownAsync(context, database, request.ClientId);
            if (!proven) return SafeRedirect.ToLocal(LogoutPage.Path + QueryOf(request));
            await end.EndAsync(caller, signedIn, request.ClientId, context.RequestAborted);
            PlatformCookies.Delete(context, PlatformCookies.Session);
        }
        return SafeRedirect.To(await targets.FindAsync(caller, request, context.RequestAborted));
    }

    private static Task<bool> IsKnownAsync(HttpContext context, PlatformDbContext database, string? clientId)
    {
        var applicationId = context.GetHost().RequiredApplication.Id;
        return database.OAuthClients.AnyAsync(c => c.Id == clientId && c.ApplicationId == applicationId && c.Enabled, context.RequestAborted);
    }

    private static string QueryOf(LogoutRequest request) => QueryHelpers.AddQueryString("", new Dictionary<string, string?>
    {
        ["redirect_url"] = request.RedirectUrl,
        ["state"] = request.State,
    }.Where(p => p.Value is not null));
}
