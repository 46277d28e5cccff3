using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using Wristband.Platform.Sessions.Ending;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>
/// GET /api/v1/logout on a tenant host: ends this browser's single sign-on session and sends it back to the application. Not being
/// signed in is not an error. Only a person's own navigation ends anything, and somebody who neither names a client of the application
/// nor holds an ID token of the session is asked first (P-19).
/// </summary>
internal static class LogoutEndpoint
{
    public static async Task<IResult> AnswerAsync(
        HttpContext context, PlatformDbContext database, SsoSessions sessions, SessionEnd end, IdTokenHints hints, LogoutTargets targets)
    {
        if (Refusal(context) is { } refusal) return refusal;
        var cancellationToken = context.RequestAborted;
        var applicationId = context.GetHost().RequiredApplication.Id;
        var request = LogoutRequest.Read(context.Request.Query);
        var hint = await hints.ReadAsync(applicationId, request.IdTokenHint, cancellationToken);

        // An application that names itself and brings a token of another one is neither of the two.
        if (request.ClientId is not null && hint is not null && hint.ClientId != request.ClientId) hint = null;
        var caller = context.GetCaller();
        if (await sessions.FindAsync(caller, cancellationToken) is { } signedIn)
        {
            var proven = hint?.SessionId == signedIn.Session.Id
                || await IsKnownAsync(database, applicationId, request.ClientId, cancellationToken);
            if (!proven) return SafeRedirect.ToLocal(LogoutPage.Path + request.ToQuery(withHint: false));
            await end.SignOutAsync(caller, signedIn.Session, request.ClientId ?? hint?.ClientId, cancellationToken);
            context.SignedOut();
        }
        var named = request with { ClientId = request.ClientId ?? hint?.ClientId };
        return SafeRedirect.To(await targets.FindAsync(caller, named, cancellationToken));
    }

    /// <summary>
    /// On the application's host, where sign-ins may begin but no session lives: an ID token tells whose session it is about, and the
    /// same request goes on at that tenant's host.
    /// </summary>
    public static async Task<IResult> AnswerAtApplicationAsync(HttpContext context, PlatformDbContext database, IdTokenHints hints)
    {
        if (Refusal(context) is { } refusal) return refusal;
        var host = context.GetHost();
        var applicationId = host.RequiredApplication.Id;
        var request = LogoutRequest.Read(context.Request.Query);
        var hint = await hints.ReadAsync(applicationId, request.IdTokenHint, context.RequestAborted);
        var tenantHost = hint is null ? null : await database.Tenants.Where(t => t.Id == hint.TenantId && t.ApplicationId == applicationId)
            .Select(t => t.HostName).SingleOrDefaultAsync(context.RequestAborted);
        if (tenantHost is not null)
            return SafeRedirect.To(RegisteredUrl.OfHost(host.Origin, tenantHost, OAuthPaths.Logout + request.ToQuery(withHint: true)));
        return Refuse(context, "SignOutWithoutWorkspace");
    }

    // A page that loads ahead has not decided anything yet: 503 makes the browser throw the answer away and ask again on the click.
    private static StatusCodeHttpResult? Refusal(HttpContext context)
    {
        if (Navigation.IsAhead(context.Request))
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        return Navigation.IsTopLevel(context.Request)
            ? null
            : Refuse(context, "SignOutInFrame");
    }

    private static StatusCodeHttpResult Refuse(HttpContext context, string words)
    {
        context.Features.Set(new ErrorWords(words));
        return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
    }

    private static async Task<bool> IsKnownAsync(
        PlatformDbContext database, string applicationId, string? clientId, CancellationToken cancellationToken) =>
        clientId is not null
        && await database.OAuthClients.AnyAsync(c => c.Id == clientId && c.ApplicationId == applicationId && c.Enabled, cancellationToken);
}
