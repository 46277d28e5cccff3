using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Sessions;
using Wristband.Platform.Web;

namespace Wristband.Platform.Logout;

/// <summary>
/// GET /api/v1/logout on a tenant host: ends this browser's single sign-on session and sends it back to the application. Not being
/// signed in is not an error. Redirects go only to registered URLs (P-19).
/// </summary>
internal static class LogoutEndpoint
{
    public static async Task AnswerAsync(HttpContext context, PlatformDbContext database, SsoSessions sessions, AuditLog audit)
    {
        var host = context.GetHost();
        var request = LogoutRequest.Read(context.Request.Query);
        var application = await database.Applications.AsNoTracking().SingleAsync(a => a.Id == host.RequiredApplication.Id, context.RequestAborted);
        var client = await database.OAuthClients.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == request.ClientId && c.ApplicationId == application.Id && c.Enabled, context.RequestAborted);

        if (await sessions.FindAsync(context, context.RequestAborted) is { } signedIn)
        {
            audit.Add(context, "logout", signedIn.User.Id, client?.Id);
            await sessions.EndAsync(context, context.RequestAborted);
        }
        var target = LogoutTarget.Choose(request, application, client, host.RequiredTenant);
        Redirects.ToRegistered(context, target.Url, host.RequiredTenant.Name, target.Query);
    }
}
