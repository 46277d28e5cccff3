using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions.Groups;

/// <summary>A group of permissions, as somebody wants it.</summary>
internal sealed record NewPermissionGroup
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public string? Name { get; init; }
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public string? PermissionBoundaryId { get; init; }
    public TenantVisibility? TenantVisibility { get; init; }
    public List<string>? TenantVisibilityInclusionList { get; init; }
    public List<string>? TenantVisibilityExclusionList { get; init; }
}

/// <summary>Adds an empty group to an application or a tenant.</summary>
internal sealed class CreatePermissionGroup(
    PlatformDbContext database, Owners owners, VisibilityRules visibility, AuditLog audit, TimeProvider time)
{
    private const string Needed = "permission-group:create";

    public async Task<Outcome<PermissionGroup>> RunAsync(Caller caller, NewPermissionGroup wanted, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var found = await owners.FindAsync(caller, Needed, wanted.OwnerType, wanted.OwnerId, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var owner = found.Result;
        var violations = new Violations();
        violations.Name(wanted.Name, owner);
        violations.Labels(wanted.DisplayName, wanted.Description);
        await KnownBoundary.CheckAsync(database, owner, wanted.PermissionBoundaryId, violations, cancellationToken);
        var seenBy = wanted.TenantVisibility ?? TenantVisibility.All;
        var list = await visibility.CheckAsync(
            owner, seenBy, wanted.TenantVisibilityInclusionList, wanted.TenantVisibilityExclusionList, violations, cancellationToken);
        var own = database.PermissionGroups.Where(g => g.ApplicationId == owner.ApplicationId);
        if (await own.WhereSame(g => g.Name, owner.FullName(wanted.Name)).AnyAsync(cancellationToken)) violations.Add("name", "not_unique");
        if (violations.Refusal is { } refusal) return refusal;

        var now = time.GetUtcNow();
        var group = new PermissionGroup
        {
            Id = Ids.New(),
            ApplicationId = owner.ApplicationId,
            TenantId = owner.TenantId,
            Name = owner.FullName(wanted.Name)!,
            DisplayName = wanted.DisplayName!,
            Description = wanted.Description,
            PermissionBoundaryId = wanted.PermissionBoundaryId,
            TenantVisibility = seenBy,
            TenantVisibilityList = list,
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.PermissionGroups.Add(group);
        audit.Changed(caller, "permission_group.created", new AuditSubject("permission group", group.Id, group.TenantId), before: null,
            new { group.Name, group.DisplayName, group.Description, group.PermissionBoundaryId, group.TenantVisibility });
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? group : Violations.One("name", "not_unique");
    }
}
