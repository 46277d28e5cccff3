using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Users;

namespace Wristband.Platform.Sessions;

/// <summary>A person who is signed in at the tenant of the caller.</summary>
internal sealed record SignedIn(AuthSession Session, User User);

/// <summary>Somebody who proved by a link from a mail who they are.</summary>
/// <param name="ClientId">The client whose journey it was.</param>
/// <param name="Keep">What the browser is to keep.</param>
internal sealed record LinkSignIn(string? ClientId, BrowserValues Keep);

/// <summary>Single sign-on sessions at the tenant of the caller. The cookie is host-only, so tenants never share one.</summary>
internal sealed class SsoSessions(PlatformDbContext database, LogoutNotices notices, TimeProvider time, IOptions<SessionOptions> options)
{
    // A page view every few seconds should not be a write every few seconds.
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>The live session that the browser's cookie names, of a user who is still active; null otherwise.</summary>
    public async Task<SignedIn?> FindAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Browser.Session is not { Length: < 100 } reference) return null;
        var tenantId = caller.Tenant.Id;
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

    /// <summary>
    /// Starts a new session with a new reference, ending the one this browser had (no fixation). Saves what else was changed. The browser is
    /// to keep what is answered.
    /// </summary>
    public async Task<BrowserValues> StartAsync(Caller caller, User user, string amr, CancellationToken cancellationToken)
    {
        await MarkEndedAsync(caller, cancellationToken);
        var now = time.GetUtcNow();
        var reference = SecretToken.New();
        var agent = caller.UserAgent ?? "";
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
            IpAddress = caller.Address?.ToString(),
        };
        database.AuthSessions.Add(session);
        user.LastSignInAt = now;
        await database.SaveChangesAsync(cancellationToken);
        return new BrowserValues(Session: reference);
    }

    /// <summary>Ends the session of this browser, if any.</summary>
    public async Task EndAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (await MarkEndedAsync(caller, cancellationToken) is { } ended)
            await notices.AddAsync(ended.TenantId, [ended.Id], caller.Host.Issuer, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
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

    private async Task<AuthSession?> MarkEndedAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Browser.Session is not { Length: < 100 } reference) return null;
        var tenantId = caller.Tenant.Id;
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
