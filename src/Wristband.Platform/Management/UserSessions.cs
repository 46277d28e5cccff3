using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using Wristband.Platform.Users;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/users/{id}/auth-sessions and /refresh-tokens: where somebody is signed in, and the end of it.</summary>
internal static class UserSessions
{
    private const string Read = "auth-session:read";

    private static readonly Attributes<AuthSession> Attributes = new Attributes<AuthSession>(session => session.Id)
        .Time("metadata.creationTime", session => session.AuthenticatedAt)
        .Time("metadata.lastModifiedTime", session => session.LastSeenAt);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapRead("/users/{id}/auth-sessions", QueryAsync).RequirePermission(Read);
        api.MapDelete("/users/{id}/auth-sessions", EndAsync).RequirePermission("auth-session:delete");
        api.MapPost("/users/{id}/refresh-tokens/revoke", RevokeAsync).RequirePermission("refresh-token:revoke");
    }

    private static async Task<IResult> QueryAsync(string id, HttpContext context, PlatformDbContext database, LiveSessions sessions)
    {
        var user = await database.UsersFor(context.GetApiCaller(), Read).AsNoTracking()
            .SingleOrDefaultAsync(u => u.Id == id, context.RequestAborted);
        if (user is null) return Answers.Of(Refusal.Missing("user", id));
        if (!Listing<AuthSession>.TryRead(context.Request.Query, Attributes, out var listing, out var problem))
            return ApiError.InvalidRequest(problem);
        var (page, rows) = await listing.ReadAsync(sessions.Of(user).AsNoTracking(), context.RequestAborted);
        return Selection.Of(context).Answer(page, rows.Select(AuthSessionResource.Of));
    }

    private static async Task<IResult> EndAsync(string id, HttpContext context, EndUserSessions end) =>
        Answers.NoContent(await end.RunAsync(context.GetApiCaller(), id, context.RequestAborted));

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, RevokeUserRefreshTokens revoke) =>
        Answers.NoContent(await revoke.RunAsync(context.GetApiCaller(), id, context.RequestAborted));
}

/// <summary>A single sign-on session as the API shows it: nothing of it opens the session.</summary>
internal sealed record AuthSessionResource(
    string Id, string UserId, string TenantId, string ApplicationId, string AuthenticationMethod, string? ExpirationTime, string? UserAgent,
    string? IpAddress, Metadata Metadata)
{
    public static AuthSessionResource Of(AuthSession session) => new(
        session.Id, session.UserId, session.TenantId, session.ApplicationId, session.Amr, Wire.Time(session.ExpiresAt), session.UserAgent,
        session.IpAddress,
        new Metadata(Wire.Time(session.AuthenticatedAt), Wire.Time(session.LastSeenAt), null, null, "1"));
}
