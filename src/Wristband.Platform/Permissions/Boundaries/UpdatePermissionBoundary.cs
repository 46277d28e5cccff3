using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions.Boundaries;

/// <summary>What is to become different about a boundary.</summary>
internal sealed record PermissionBoundaryChanges
{
    public Change<string?> DisplayName { get; init; }
    public Change<string?> Description { get; init; }
    public Change<List<string>?> ResourceList { get; init; }
    public Change<TenantVisibility> TenantVisibility { get; init; }
    public Change<List<string>?> TenantVisibilityInclusionList { get; init; }
    public Change<List<string>?> TenantVisibilityExclusionList { get; init; }
}

/// <summary>
/// Changes a boundary, and with it how far everything reaches that has it: that may not become more than the caller has (P-48).
/// </summary>
internal sealed class UpdatePermissionBoundary(
    PlatformDbContext database, VisibilityRules visibility, BoundaryUses uses, AuditLog audit, TimeProvider time)
{
    private const string Needed = "permission-boundary:update";

    public async Task<Outcome<PermissionBoundary>> RunAsync(
        Caller caller, string id, PermissionBoundaryChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        // Nothing may get this boundary, or a permission with it, between the look at what has it and the change.
        await using var transaction = await database.BeginExclusiveAsync(GrantLimit.Subject(caller.Application.Id), cancellationToken);
        var boundary = await database.OwnedFor<PermissionBoundary>(caller, Needed).SingleOrDefaultAsync(b => b.Id == id, cancellationToken);
        if (boundary is null) return Refusal.Missing("permission boundary", id);
        if (!expected.Allows(boundary.Version)) return Refusal.Changed;
        var before = View(boundary);
        var resources = (changes.ResourceList.Or(boundary.ResourceList) ?? []).Distinct().ToList();
        var violations = new Violations();
        violations.Labels(changes.DisplayName.Or(boundary.DisplayName), changes.Description.Or(boundary.Description));
        if (changes.ResourceList.IsGiven) await CheckResourcesAsync(boundary, resources, violations, cancellationToken);
        var (seenBy, list) = await visibility.CheckAsync(boundary, changes.TenantVisibility, changes.TenantVisibilityInclusionList,
            changes.TenantVisibilityExclusionList, violations, cancellationToken);
        if (violations.Refusal is { } refusal) return refusal;
        if (changes.ResourceList.IsGiven && !await uses.AllowAsync(caller, boundary, resources, cancellationToken))
            return GrantLimit.Exceeded;

        boundary.DisplayName = changes.DisplayName.Or(boundary.DisplayName)!;
        boundary.Description = changes.Description.Or(boundary.Description);
        boundary.ResourceList = resources;
        (boundary.TenantVisibility, boundary.TenantVisibilityList) = (seenBy, list);
        boundary.UpdatedAt = time.GetUtcNow();
        boundary.Touch();
        audit.Changed(caller, "permission_boundary.updated", new AuditSubject("permission boundary", id), before, View(boundary));
        if (await database.TrySaveAsync(cancellationToken) != Saved.Yes) return Refusal.Changed;
        await transaction.CommitAsync(cancellationToken);
        return boundary;
    }

    private async Task CheckResourcesAsync(
        PermissionBoundary boundary, List<string> resources, Violations violations, CancellationToken cancellationToken)
    {
        violations.Count("resourceList", resources, CreatePermissionBoundary.MostResources);
        if (boundary.Type == PermissionBoundaryType.Custom && resources.Count > 0) violations.Add("resourceList", "not_allowed");
        else await visibility.CheckTenantsAsync(boundary.ApplicationId, "resourceList", resources, violations, cancellationToken);
    }

    private static object View(PermissionBoundary boundary) => new
    {
        boundary.DisplayName,
        boundary.Description,
        ResourceList = boundary.ResourceList.ToList(),
        boundary.TenantVisibility,
        boundary.TenantVisibilityList,
    };
}
