using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Users;

/// <summary>Deletes a user with everything that is theirs. Their id is nobody's again; the audit log stays.</summary>
internal sealed class DeleteUser(PlatformDbContext database, UserDeparture departure, OwnerLoss loss, AuditLog audit)
{
    private const string Permission = "user:delete";

    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var home = await database.TenantOfUserAsync(caller, Permission, id, cancellationToken);
        if (home.Result is not { } tenantId) return home.Refusal;
        Refusal? refusal = null;
        var lost = await loss.PreventAsync(
            tenantId, async () => refusal = await DeleteAsync(caller, id, expected, cancellationToken), cancellationToken);
        departure.Ring();
        return lost ?? refusal;
    }

    private async Task<Refusal?> DeleteAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var found = await database.FindUserAsync(caller, Permission, id, cancellationToken);
        if (found.Result is not { } user) return found.Refusal;
        if (!expected.Allows(user.Version)) return Refusal.Changed;
        await departure.EndAsync(user, caller.Host.Issuer, cancellationToken);
        database.Remove(user);
        audit.Changed(caller, "user.deleted", UserAudit.Subject(user), UserAudit.Fields(user), after: null);
        return null;
    }
}
