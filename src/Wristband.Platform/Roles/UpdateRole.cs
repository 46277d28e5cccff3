using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>What is to become different about a role. Its name stays: programs compare it.</summary>
internal sealed record RoleChanges
{
    public Change<string?> DisplayName { get; init; }
    public Change<string?> Description { get; init; }
    public Change<string?> PermissionBoundaryId { get; init; }
    public Change<TenantVisibility> TenantVisibility { get; init; }
    public Change<List<string>?> TenantVisibilityInclusionList { get; init; }
    public Change<List<string>?> TenantVisibilityExclusionList { get; init; }
}

/// <summary>Changes a role. With another boundary its permissions may not reach further than the caller's own (P-48).</summary>
internal sealed class UpdateRole(
    PlatformDbContext database, VisibilityRules visibility, GrantLimit limit, OwnerLoss loss, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Role>> RunAsync(
        Caller caller, string id, RoleChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var found = await RoleChange.FindAsync(database, caller, "role:update", id, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var role = found.Result;
        if (!expected.Allows(role.Version)) return Refusal.Changed;
        var before = View(role);
        var boundaryId = changes.PermissionBoundaryId.Or(role.PermissionBoundaryId);
        var violations = new Violations();
        violations.Labels(changes.DisplayName.Or(role.DisplayName), changes.Description.Or(role.Description));
        if (boundaryId != role.PermissionBoundaryId)
        {
            var owner = new Owner(role.ApplicationId, role.TenantId, Name: "");
            await KnownBoundary.CheckAsync(database, owner, boundaryId, violations, cancellationToken);
        }
        var (seenBy, list) = await visibility.CheckAsync(role, changes.TenantVisibility, changes.TenantVisibilityInclusionList,
            changes.TenantVisibilityExclusionList, violations, cancellationToken);
        if (violations.Refusal is { } refusal) return refusal;

        Refusal? exceeded = null;
        var lost = await loss.PreventAsync(role.TenantId, async () =>
        {
            if (boundaryId != role.PermissionBoundaryId && !await MayReachAsync(caller, role, boundaryId, cancellationToken))
            {
                exceeded = GrantLimit.Exceeded;
                return;
            }
            role.DisplayName = changes.DisplayName.Or(role.DisplayName)!;
            role.Description = changes.Description.Or(role.Description);
            role.PermissionBoundaryId = boundaryId;
            (role.TenantVisibility, role.TenantVisibilityList) = (seenBy, list);
            role.UpdatedAt = time.GetUtcNow();
            role.Touch();
            audit.Changed(caller, "role.updated", new AuditSubject("role", id, role.TenantId), before, View(role));
        }, cancellationToken);
        return (lost ?? exceeded) is { } refused ? refused : role;
    }

    private async Task<bool> MayReachAsync(Caller caller, Role role, string? boundaryId, CancellationToken cancellationToken)
    {
        // The new boundary must not change between this look and the change.
        await database.HoldAsync(GrantLimit.Subject(role.ApplicationId), cancellationToken);
        var held = await database.RolePermissions.Where(p => p.RoleId == role.Id).Select(p => p.PermissionId)
            .ToListAsync(cancellationToken);
        return await limit.AllowsAsync(caller, held, boundaryId, role.TenantId, cancellationToken);
    }

    private static object View(Role role) => new
    {
        role.DisplayName,
        role.Description,
        role.PermissionBoundaryId,
        role.TenantVisibility,
        role.TenantVisibilityList,
    };
}
