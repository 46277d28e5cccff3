using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Users;

namespace Wristband.Platform.Sessions;

/// <summary>A person who is signed in at the tenant of the caller.</summary>
internal sealed record SignedIn(AuthSession Session, User User);

/// <summary>Finds single sign-on sessions at the tenant of the caller. The cookie is host-only, so tenants never share one.</summary>
internal sealed class SsoSessions(PlatformDbContext database, TimeProvider time, IOptions<SessionOptions> options)
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

    /// <summary>The session that the browser's cookie names and nobody ended, whether it still counts or not; null otherwise.</summary>
    public async Task<AuthSession?> FindOfBrowserAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Browser.Session is not { Length: < 100 } reference) return null;
        var tenantId = caller.Tenant.Id;
        var hash = SecretToken.Hash(reference);
        return await database.AuthSessions
            .SingleOrDefaultAsync(s => s.TenantId == tenantId && s.ReferenceHash == hash && s.EndedAt == null, cancellationToken);
    }

    private async Task TouchAsync(AuthSession session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - session.LastSeenAt < TouchEvery) return;
        session.LastSeenAt = now;
        await database.SaveChangesAsync(cancellationToken);
    }
}
