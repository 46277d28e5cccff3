using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Takes roles from a machine. Those that it does not have are no mistake.</summary>
internal sealed class UnassignRolesFromClient(PlatformDbContext database, AuditLog audit)
{
    private const string Needed = "role:manage-assignments";

    public async Task<Refusal?> RunAsync(
        Caller caller, string clientId, IReadOnlyList<string>? roleIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        if (IdList.Check("roleIds", roleIds) is { } refusal) return refusal;
        if (await AssignRolesToClient.FindAsync(database, caller, Needed, clientId, cancellationToken) is not { } client)
            return Refusal.Missing("client", clientId);
        var removed = await database.ClientRoles.Where(r => r.ClientId == clientId && roleIds!.Contains(r.RoleId))
            .ToListAsync(cancellationToken);
        if (removed.Count == 0) return null;
        database.RemoveRange(removed);
        audit.Changed(caller, "client.roles_unassigned", new AuditSubject("client", clientId, client.OwnerTenantId),
            new { RoleIds = removed.Select(r => r.RoleId) }, after: null);
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? null : Refusal.Changed;
    }
}
