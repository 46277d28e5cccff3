using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Users;

/// <summary>Deletes a user with everything that is theirs. Their id is nobody's again; the audit log stays.</summary>
internal sealed class DeleteUser(PlatformDbContext database, UserGuard guard, UserDeparture departure, AuditLog audit)
{
    private const string Permission = "user:delete";

    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var subject = OwnerLoss.Subject(await database.TenantOfUserAsync(caller, Permission, id, cancellationToken));
        await using var transaction = await database.BeginExclusiveAsync(subject, cancellationToken);
        var found = await database.FindUserAsync(caller, Permission, id, cancellationToken);
        if (found.Result is not { } user) return found.Refusal;
        if (!expected.Allows(user.Version)) return Refusal.Changed;
        if (await guard.LeavingRefusalAsync(user, cancellationToken) is { } refusal) return refusal;

        await departure.EndAsync(user, caller.Host.Issuer, cancellationToken);
        database.Remove(user);
        audit.Changed(caller, "user.deleted", UserAudit.Subject(user), UserAudit.Fields(user), after: null);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        departure.Ring();
        return null;
    }
}
