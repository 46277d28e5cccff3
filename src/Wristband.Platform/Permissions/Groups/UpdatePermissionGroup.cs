using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions.Groups;

/// <summary>What is to become different about a group.</summary>
internal sealed record PermissionGroupChanges
{
    public Change<string?> DisplayName { get; init; }
    public Change<string?> Description { get; init; }
    public Change<string?> PermissionBoundaryId { get; init; }
    public Change<TenantVisibility> TenantVisibility { get; init; }
    public Change<List<string>?> TenantVisibilityInclusionList { get; init; }
    public Change<List<string>?> TenantVisibilityExclusionList { get; init; }
}

/// <summary>Changes a group. With another boundary its permissions may not reach further than the caller's own (P-48).</summary>
internal sealed class UpdatePermissionGroup(
    PlatformDbContext database, VisibilityRules visibility, GrantLimit limit, OwnerLoss loss, AuditLog audit, TimeProvider time)
{
    private const string Needed = "permission-group:update";

    public async Task<Outcome<PermissionGroup>> RunAsync(
        Caller caller, string id, PermissionGroupChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var group = await database.OwnedFor<PermissionGroup>(caller, Needed).SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (group is null) return Refusal.Missing("permission group", id);
        if (!expected.Allows(group.Version)) return Refusal.Changed;
        var before = View(group);
        var boundaryId = changes.PermissionBoundaryId.Or(group.PermissionBoundaryId);
        var violations = new Violations();
        violations.Labels(changes.DisplayName.Or(group.DisplayName), changes.Description.Or(group.Description));
        if (boundaryId != group.PermissionBoundaryId)
        {
            var owner = new Owner(group.ApplicationId, group.TenantId, Name: "");
            await KnownBoundary.CheckAsync(database, owner, boundaryId, violations, cancellationToken);
        }
        var (seenBy, list) = await visibility.CheckAsync(group, changes.TenantVisibility, changes.TenantVisibilityInclusionList,
            changes.TenantVisibilityExclusionList, violations, cancellationToken);
        if (violations.Refusal is { } refusal) return refusal;

        Refusal? exceeded = null;
        var lost = await loss.PreventAsync(group.TenantId, async () =>
        {
            if (boundaryId != group.PermissionBoundaryId && !await MayReachAsync(caller, group, boundaryId, cancellationToken))
            {
                exceeded = GrantLimit.Exceeded;
                return;
            }
            group.DisplayName = changes.DisplayName.Or(group.DisplayName)!;
            group.Description = changes.Description.Or(group.Description);
            group.PermissionBoundaryId = boundaryId;
            (group.TenantVisibility, group.TenantVisibilityList) = (seenBy, list);
            group.UpdatedAt = time.GetUtcNow();
            group.Touch();
            audit.Changed(
                caller, "permission_group.updated", new AuditSubject("permission group", id, group.TenantId), before, View(group));
        }, cancellationToken);
        return (lost ?? exceeded) is { } refused ? refused : group;
    }

    private async Task<bool> MayReachAsync(
        Caller caller, PermissionGroup group, string? boundaryId, CancellationToken cancellationToken)
    {
        // The new boundary must not change between this look and the change.
        await database.HoldAsync(GrantLimit.Subject(group.ApplicationId), cancellationToken);
        var held = await database.PermissionGroupPermissions.Where(p => p.PermissionGroupId == group.Id).Select(p => p.PermissionId)
            .ToListAsync(cancellationToken);
        return await limit.AllowsAsync(caller, held, boundaryId, group.TenantId, cancellationToken);
    }

    private static object View(PermissionGroup group) => new
    {
        group.DisplayName,
        group.Description,
        group.PermissionBoundaryId,
        group.TenantVisibility,
        group.TenantVisibilityList,
    };
}
