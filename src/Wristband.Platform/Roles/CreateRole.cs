using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>A role, as somebody wants it.</summary>
internal sealed record NewRole
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public RoleType Type { get; init; } = RoleType.Custom;

    /// <summary>"admin", or already in full "app:demo:admin".</summary>
    public string? Name { get; init; }
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public string? PermissionBoundaryId { get; init; }
    public TenantVisibility? TenantVisibility { get; init; }
    public List<string>? TenantVisibilityInclusionList { get; init; }
    public List<string>? TenantVisibilityExclusionList { get; init; }
}

/// <summary>Adds a role, which holds nothing yet, to an application or a tenant.</summary>
internal sealed class CreateRole(
    PlatformDbContext database, Owners owners, VisibilityRules visibility, AuditLog audit, TimeProvider time)
{
    private const string Needed = "role:create";

    public async Task<Outcome<Role>> RunAsync(Caller caller, NewRole wanted, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        var found = await owners.FindAsync(caller, Needed, wanted.OwnerType, wanted.OwnerId, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var owner = found.Result;
        var violations = new Violations();
        if (wanted.Type != RoleType.Custom) violations.Add("type", "not_allowed");
        violations.Name(wanted.Name, owner);
        violations.Labels(wanted.DisplayName, wanted.Description);
        await KnownBoundary.CheckAsync(database, owner, wanted.PermissionBoundaryId, violations, cancellationToken);
        var seenBy = wanted.TenantVisibility ?? TenantVisibility.All;
        var list = await visibility.CheckAsync(
            owner, seenBy, wanted.TenantVisibilityInclusionList, wanted.TenantVisibilityExclusionList, violations, cancellationToken);
        var own = database.Roles.Where(r => r.ApplicationId == owner.ApplicationId);
        if (await own.WhereSame(r => r.Name, owner.FullName(wanted.Name)).AnyAsync(cancellationToken)) violations.Add("name", "not_unique");
        if (violations.Refusal is { } refusal) return refusal;

        var now = time.GetUtcNow();
        var role = new Role
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
        database.Roles.Add(role);
        audit.Changed(caller, "role.created", new AuditSubject("role", role.Id, role.TenantId), before: null,
            new { role.Name, role.DisplayName, role.Description, role.PermissionBoundaryId, role.TenantVisibility });
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? role : Violations.One("name", "not_unique");
    }
}
