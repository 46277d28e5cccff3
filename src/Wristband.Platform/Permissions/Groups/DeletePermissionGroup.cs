using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions.Groups;

/// <summary>Removes a group, also from the roles that hold it.</summary>
internal sealed class DeletePermissionGroup(PlatformDbContext database, OwnerLoss loss, AuditLog audit)
{
    private const string Needed = "permission-group:delete";

    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var group = await database.OwnedFor<PermissionGroup>(caller, Needed).SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (group is null) return Refusal.Missing("permission group", id);
        if (!expected.Allows(group.Version)) return Refusal.Changed;
        return await loss.PreventAsync(group.TenantId, async () =>
        {
            database.RemoveRange(await database.RolePermissionGroups.Where(g => g.PermissionGroupId == id).ToListAsync(cancellationToken));
            database.Remove(group);
            audit.Changed(caller, "permission_group.deleted", new AuditSubject("permission group", id, group.TenantId),
                new { group.Name, group.DisplayName, group.PermissionBoundaryId }, after: null);
        }, cancellationToken);
    }
}
