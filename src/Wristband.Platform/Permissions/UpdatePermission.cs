using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>What is to become different about a permission. Its value stays: programs ask for it.</summary>
internal sealed record PermissionChanges
{
    public Change<string?> DisplayName { get; init; }
    public Change<string?> Description { get; init; }
    public Change<TenantVisibility> TenantVisibility { get; init; }
    public Change<List<string>?> TenantVisibilityInclusionList { get; init; }
    public Change<List<string>?> TenantVisibilityExclusionList { get; init; }
}

internal sealed class UpdatePermission(PlatformDbContext database, VisibilityRules visibility, AuditLog audit, TimeProvider time)
{
    private const string Needed = "permission:update";

    public async Task<Outcome<Permission>> RunAsync(
        Caller caller, string id, PermissionChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var permission = await database.OwnedFor<Permission>(caller, Needed).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (permission is null) return Refusal.Missing("permission", id);
        if (!expected.Allows(permission.Version)) return Refusal.Changed;
        var before = View(permission);
        var violations = new Violations();
        violations.Labels(changes.DisplayName.Or(permission.DisplayName), changes.Description.Or(permission.Description));
        var (seenBy, list) = await visibility.CheckAsync(permission, changes.TenantVisibility, changes.TenantVisibilityInclusionList,
            changes.TenantVisibilityExclusionList, violations, cancellationToken);
        if (violations.Refusal is { } refusal) return refusal;

        permission.DisplayName = changes.DisplayName.Or(permission.DisplayName)!;
        permission.Description = changes.Description.Or(permission.Description);
        (permission.TenantVisibility, permission.TenantVisibilityList) = (seenBy, list);
        permission.UpdatedAt = time.GetUtcNow();
        permission.Touch();
        audit.Changed(caller, "permission.updated", new AuditSubject("permission", id), before, View(permission));
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? permission : Refusal.Changed;
    }

    private static object View(Permission permission) =>
        new { permission.DisplayName, permission.Description, permission.TenantVisibility, permission.TenantVisibilityList };
}
