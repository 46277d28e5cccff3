using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Operations;
using Wristband.Platform.Users;

namespace Wristband.Platform.Sessions.Ending;

/// <summary>
/// The one place that ends single sign-on sessions, and what hangs on them: codes, refresh tokens and user info of their token families,
/// and the sessions that clients keep (X-A4).
/// </summary>
internal sealed class SessionEnd(PlatformDbContext database, LogoutNotices notices, AuditLog audit, TimeProvider time)
{
    /// <summary>Somebody signs out: the session of this browser ends, with everything that hangs on it.</summary>
    public async Task SignOutAsync(Caller caller, AuthSession session, string? clientId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        audit.Add(caller, "logout", session.UserId, clientId);
        await notices.AddAsync(session.TenantId, [session.Id], caller.Host.Issuer, cancellationToken);
        var families = await (
            from family in database.TokenFamilies
            join client in database.OAuthClients on family.ClientId equals client.Id
            where family.TenantId == session.TenantId && family.SessionId == session.Id && family.RevokedAt == null
            select new { Family = family, IsNative = client.Type == ClientType.Native }).ToListAsync(cancellationToken);
        foreach (var found in families)
        {
            if (!Outlives(found.Family, found.IsNative)) found.Family.RevokedAt = now;
        }
        session.EndedAt = now;
        await database.SaveChangesAsync(cancellationToken);
        notices.Ring();
    }

    /// <summary>
    /// Saves what was changed and ends every session of the user with every family, native ones too, in one transaction: a new password
    /// with
    /// the old sessions still alive must not exist, not even after a crash (P-41). False when somebody else changed the same rows
    /// meanwhile;
    /// nothing is written then.
    /// </summary>
    public async Task<bool> SaveAndEndAllAsync(User user, string issuer, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync($"sessions of {user.TenantId} {user.Id}", cancellationToken);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        await EndAllAsync(user, issuer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        notices.Ring();
        return true;
    }

    /// <summary>
    /// Ends every session of the user with every family, native ones too, in the caller's transaction; whoever commits it rings.
    /// </summary>
    public async Task EndAllAsync(User user, string issuer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (tenantId, userId) = (user.TenantId, user.Id);

        // Also those that ended before: a client's own session outlives the one here, and its refresh family shows that it may be alive.
        await AddNoticesAsync(Families(tenantId, userId), tenantId, issuer, cancellationToken);
        await EndAsync(Sessions(tenantId, userId), now, cancellationToken);
        await RevokeAsync(Families(tenantId, userId), now, cancellationToken);
    }

    /// <summary>
    /// Ends every session of the user with what hangs on it, as if the person had signed out everywhere, in the caller's transaction: apps
    /// on devices that were meant to outlive a session go on.
    /// </summary>
    public async Task EndSessionsAsync(User user, string issuer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (tenantId, userId) = (user.TenantId, user.Id);
        var found = await (
            from family in Families(tenantId, userId)
            join client in database.OAuthClients on family.ClientId equals client.Id
            select new { Family = family, IsNative = client.Type == ClientType.Native }).AsNoTracking().ToListAsync(cancellationToken);
        var over = found.Where(f => !Outlives(f.Family, f.IsNative)).Select(f => f.Family.Id).ToList();
        var families = Families(tenantId, userId).Where(f => over.Contains(f.Id));
        await AddNoticesAsync(families, tenantId, issuer, cancellationToken);
        await EndAsync(Sessions(tenantId, userId), now, cancellationToken);
        await RevokeAsync(families, now, cancellationToken);
    }

    /// <summary>
    /// Revokes every refresh token of the user, with the codes and access tokens of their families, in the caller's transaction. The
    /// person stays signed in here.
    /// </summary>
    public Task RevokeFamiliesAsync(User user, CancellationToken cancellationToken) =>
        RevokeAsync(Families(user.TenantId, user.Id), time.GetUtcNow(), cancellationToken);

    /// <summary>Ends every session and family of a tenant, in the caller's transaction; whoever commits it rings.</summary>
    public async Task EndAllOfTenantAsync(string tenantId, string issuer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await notices.AddForTenantAsync(tenantId, issuer, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await EndAsync(database.AuthSessions.Where(s => s.TenantId == tenantId && s.EndedAt == null), now, cancellationToken);
        await RevokeAsync(database.TokenFamilies.Where(f => f.TenantId == tenantId && f.RevokedAt == null), now, cancellationToken);
    }

    /// <summary>Wakes the delivery of notices, once they can be read.</summary>
    public void Ring() => notices.Ring();

    /// <summary>
    /// The session that this browser had makes room for a new one; the caller saves. Nobody signed out: what hangs on it goes on.
    /// </summary>
    public static void MakeRoom(AuthSession former, DateTimeOffset now) => former.EndedAt = now;

    // An app on a device that asked for offline access was meant to outlive the browser's session.
    private static bool Outlives(TokenFamily family, bool isNative) =>
        isNative && family.Scope.Split(' ').Contains(OpenIddictConstants.Scopes.OfflineAccess);

    private IQueryable<TokenFamily> Families(string tenantId, string userId) =>
        database.TokenFamilies.Where(f => f.TenantId == tenantId && f.UserId == userId && f.RevokedAt == null);

    private IQueryable<AuthSession> Sessions(string tenantId, string userId) =>
        database.AuthSessions.Where(s => s.TenantId == tenantId && s.UserId == userId && s.EndedAt == null);

    private async Task AddNoticesAsync(
        IQueryable<TokenFamily> families, string tenantId, string issuer, CancellationToken cancellationToken)
    {
        var sessions = await families.Select(f => f.SessionId).Distinct().ToListAsync(cancellationToken);
        await notices.AddAsync(tenantId, sessions, issuer, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
    }

    private static Task<int> EndAsync(IQueryable<AuthSession> sessions, DateTimeOffset now, CancellationToken cancellationToken) =>
        sessions.ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), cancellationToken);

    private static Task<int> RevokeAsync(IQueryable<TokenFamily> families, DateTimeOffset now, CancellationToken cancellationToken) =>
        families.ExecuteUpdateAsync(set => set.SetProperty(f => f.RevokedAt, now), cancellationToken);
}
