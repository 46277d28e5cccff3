using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions.Ending;

namespace Wristband.Platform.Users;

/// <summary>Signs a user out in every browser (P-43). Apps on devices that were meant to outlive a session go on.</summary>
internal sealed class EndUserSessions(PlatformDbContext database, SessionEnd sessions, AuditLog audit)
{
    public async Task<Refusal?> RunAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync($"sessions of {id}", cancellationToken);
        var found = await database.FindUserAsync(caller, "auth-session:delete", id, cancellationToken);
        if (found.Result is not { } user) return found.Refusal;
        await sessions.EndSessionsAsync(user, caller.Host.Issuer, cancellationToken);
        audit.Changed(caller, "user.sessions_ended", UserAudit.Subject(user), before: null, after: null);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Ring();
        return null;
    }
}
