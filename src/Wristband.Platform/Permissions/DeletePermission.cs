using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>Removes a permission of the application, also from the roles and groups that hold it.</summary>
internal sealed class DeletePermission(PlatformDbContext database, AuditLog audit)
{
    private const string Needed = "permission:delete";

    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var permission = await database.OwnedFor<Permission>(caller, Needed).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (permission is null) return Refusal.Missing("permission", id);
        if (!expected.Allows(permission.Version)) return Refusal.Changed;
        database.RemoveRange(await database.RolePermissions.Where(p => p.PermissionId == id).ToListAsync(cancellationToken));
        database.RemoveRange(await database.PermissionGroupPermissions.Where(p => p.PermissionId == id).ToListAsync(cancellationToken));
        database.Remove(permission);
        audit.Changed(caller, "permission.deleted", new AuditSubject("permission", id),
            new { permission.Value, permission.DisplayName }, after: null);
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? null : Refusal.Changed;
    }
}
