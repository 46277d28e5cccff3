using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions.Ending;

namespace Wristband.Platform.Users;

/// <summary>Revokes every refresh token of a user, those of apps on devices too. Whoever is signed in at the platform stays so.</summary>
internal sealed class RevokeUserRefreshTokens(PlatformDbContext database, SessionEnd sessions, AuditLog audit)
{
    public async Task<Refusal?> RunAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync($"sessions of {id}", cancellationToken);
        var found = await database.FindUserAsync(caller, "refresh-token:revoke", id, cancellationToken);
        if (found.Result is not { } user) return found.Refusal;
        await sessions.RevokeFamiliesAsync(user, cancellationToken);
        audit.Changed(caller, "user.refresh_tokens_revoked", UserAudit.Subject(user), before: null, after: null);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
