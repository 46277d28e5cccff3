using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Users;

namespace Wristband.Platform.Sessions;

/// <summary>The single sign-on sessions of somebody that still count.</summary>
internal sealed class LiveSessions(PlatformDbContext database, TimeProvider time, IOptions<SessionOptions> options)
{
    public IQueryable<AuthSession> Of(User user)
    {
        var now = time.GetUtcNow();
        var seenSince = now - options.Value.Idle;
        var (tenantId, userId) = (user.TenantId, user.Id);
        return database.AuthSessions.Where(s => s.TenantId == tenantId && s.UserId == userId && s.EndedAt == null
            && s.ExpiresAt > now && s.LastSeenAt > seenSince);
    }
}
