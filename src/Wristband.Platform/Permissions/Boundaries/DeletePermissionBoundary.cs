using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions.Boundaries;

/// <summary>Removes a boundary that nothing has any more.</summary>
internal sealed class DeletePermissionBoundary(PlatformDbContext database, BoundaryUses uses, AuditLog audit)
{
    private const string Needed = "permission-boundary:delete";

    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var boundary = await database.OwnedFor<PermissionBoundary>(caller, Needed).SingleOrDefaultAsync(b => b.Id == id, cancellationToken);
        if (boundary is null) return Refusal.Missing("permission boundary", id);
        if (!expected.Allows(boundary.Version)) return Refusal.Changed;
        if (await uses.AnyAsync(id, cancellationToken))
            return new Refusal("permission_boundary_in_use") { Message = "Roles or permission groups have this boundary." };
        database.Remove(boundary);
        audit.Changed(caller, "permission_boundary.deleted", new AuditSubject("permission boundary", id),
            new { boundary.Type, boundary.Name, boundary.ResourceList }, after: null);
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? null : Refusal.Changed;
    }
}
