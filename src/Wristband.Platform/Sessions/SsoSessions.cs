using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Security;
using Wristband.Platform.Users;

namespace Wristband.Platform.Sessions;

/// <summary>A person who is signed in at the tenant host of this request.</summary>
internal sealed record SignedIn(AuthSession Session, User User);

/// <summary>Single sign-on sessions of the tenant host in this request. The cookie is host-only, so tenants never share one.</summary>
internal sealed class SsoSessions(PlatformDbContext database, LogoutNotices notices, TimeProvider time, IOptions<SessionOptions> options)
{
    // A page view every few seconds should not be a write every few seconds.
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>The live session that the browser's cookie names, of a user who is still active; null otherwise.</summary>
    public async Task<SignedIn?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (PlatformCookies.Read(context, PlatformCookies.Session) is not { Length: > 0 and < 100 } reference) return null;
        var tenantId = context.GetHost().RequiredTenant.Id;
        var hash = SecretToken.Hash(reference);
        var now = time.GetUtcNow();
        var found = await (
            from session in database.AuthSessions
            join user in database.Users on new { session.TenantId, Id = session.UserId } equals new { user.TenantId, user.Id }
            where session.TenantId == tenantId && session.ReferenceHash == hash && session.EndedAt == null
            select new SignedIn(session, user)).SingleOrDefaultAsync(cancellationToken);
        if (found is null || found.User.Status != UserStatus.Active) return null;
        if (found.Session.ExpiresAt <= now || found.Session.LastSeenAt + options.Value.Idle <= now) return null;
        await TouchAsync(found.Session, now, cancellationToken);
        return found;
    }

    /// <summary>Starts a new session with a new reference, ending the one this browser had (no fixation). Saves with the caller's changes.</summary>
    public async Task<AuthSession> StartAsync(HttpContext context, User user, string amr, CancellationToken cancellationToken)
    {
        await MarkEndedAsync(context, cancellationToken);
        var now = time.GetUtcNow();
        var reference = SecretToken.New();
        var agent = context.Request.Headers.UserAgent.ToString();
        var session = new AuthSession
        {
            Id = Ids.New(),
            TenantId = user.TenantId,
            ApplicationId = user.ApplicationId,
            UserId = user.Id,
            ReferenceHash = SecretToken.Hash(reference),
            AuthenticatedAt = now,
            Amr = amr,
            LastSeenAt = now,
            ExpiresAt = now + options.Value.Absolute,
            UserAgent = agent.Length > 256 ? agent[..256] : agent,
            IpAddress = context.Connection.RemoteIpAddress?.ToString(),
        };
        database.AuthSessions.Add(session);
        user.LastSignInAt = now;
        await database.SaveChangesAsync(cancellationToken);
        PlatformCookies.Write(context, PlatformCookies.Session, reference);
        return session;
    }

    /// <summary>Ends the session of this browser, if any.</summary>
    public async Task EndAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (await MarkEndedAsync(context, cancellationToken) is { } ended)
            await notices.AddAsync(ended.TenantId, [ended.Id], context.GetHost().Issuer, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        PlatformCookies.Delete(context, PlatformCookies.Session);
    }

    /// <summary>Ends every session and revokes every refresh family of a user, after a password reset for one (P-41).</summary>
    public async Task EndAllAsync(string tenantId, string userId, string issuer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Also those that ended before: a client's own session outlives the one here, and its refresh family shows that it may be alive.
        var sessions = await database.TokenFamilies.Where(f => f.TenantId == tenantId && f.UserId == userId && f.RevokedAt == null)
            .Select(f => f.SessionId).Distinct().ToListAsync(cancellationToken);
        await notices.AddAsync(tenantId, sessions, issuer, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await database.AuthSessions.Where(s => s.TenantId == tenantId && s.UserId == userId && s.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);
        await database.TokenFamilies.Where(f => f.TenantId == tenantId && f.UserId == userId && f.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.RevokedAt, now), cancellationToken);
    }

    private async Task<AuthSession?> MarkEndedAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (PlatformCookies.Read(context, PlatformCookies.Session) is not { Length: > 0 and < 100 } reference) return null;
        var tenantId = context.GetHost().RequiredTenant.Id;
        var hash = SecretToken.Hash(reference);
        var session = await database.AuthSessions
            .SingleOrDefaultAsync(s => s.TenantId == tenantId && s.ReferenceHash == hash && s.EndedAt == null, cancellationToken);
        if (session is not null) session.EndedAt = time.GetUtcNow();
        return session;
    }

    private async Task TouchAsync(AuthSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - session.LastSeenAt < TouchEvery) return;
        session.LastSeenAt = now;
        await database.SaveChangesAsync(cancellationToken);
    }
}
