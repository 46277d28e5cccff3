using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Permissions;

/// <summary>A permission of an application, as somebody wants it.</summary>
internal sealed record NewPermission
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public PermissionType Type { get; init; } = PermissionType.Custom;
    public string? Value { get; init; }
    public string? DisplayName { get; init; }
    public string? Description { get; init; }
    public TenantVisibility? TenantVisibility { get; init; }
    public List<string>? TenantVisibilityInclusionList { get; init; }
    public List<string>? TenantVisibilityExclusionList { get; init; }
}

/// <summary>Adds a permission that the application asks for itself.</summary>
internal sealed class CreatePermission(
    PlatformDbContext database, Owners owners, VisibilityRules visibility, AuditLog audit, TimeProvider time)
{
    private const string Needed = "permission:create";
    private const int Most = 1000;

    public async Task<Outcome<Permission>> RunAsync(Caller caller, NewPermission wanted, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        if (wanted.OwnerType == OwnerType.Tenant) return Violations.One("ownerType", "not_allowed");
        var owner = await owners.FindAsync(caller, Needed, wanted.OwnerType, wanted.OwnerId, cancellationToken);
        if (!owner.Succeeded) return owner.Refusal;
        var violations = new Violations();
        if (wanted.Type != PermissionType.Custom) violations.Add("type", "not_allowed");
        violations.Value(wanted.Value);
        violations.Labels(wanted.DisplayName, wanted.Description);
        var seenBy = wanted.TenantVisibility ?? TenantVisibility.All;
        var list = await visibility.CheckAsync(owner.Result, seenBy, wanted.TenantVisibilityInclusionList,
            wanted.TenantVisibilityExclusionList, violations, cancellationToken);
        if (wanted.Value is not null && await IsTakenAsync(owner.Result, wanted.Value, cancellationToken))
            violations.Add("value", "not_unique");
        if (violations.Refusal is { } refusal) return refusal;
        if (await database.Permissions.CountAsync(p => p.ApplicationId == owner.Result.ApplicationId, cancellationToken) >= Most)
            return Refusal.Invalid($"An application has at most {Most} permissions of its own.");

        var now = time.GetUtcNow();
        var permission = new Permission
        {
            Id = Ids.New(),
            ApplicationId = owner.Result.ApplicationId,
            Value = wanted.Value!,
            DisplayName = wanted.DisplayName!,
            Description = wanted.Description,
            TenantVisibility = seenBy,
            TenantVisibilityList = list,
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.Permissions.Add(permission);
        audit.Changed(caller, "permission.created", new AuditSubject("permission", permission.Id), before: null, new
        {
            permission.Value,
            permission.DisplayName,
            permission.Description,
            permission.TenantVisibility,
            permission.TenantVisibilityList,
        });
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? permission : Violations.One("value", "not_unique");
    }

    private async Task<bool> IsTakenAsync(Owner owner, string value, CancellationToken cancellationToken)
    {
        var compared = value.ToLowerInvariant();
        return PredefinedPermissions.IsTaken(value) || await database.Permissions.AnyAsync(
            p => p.ApplicationId == owner.ApplicationId && p.Value.ToLower() == compared, cancellationToken);
    }
}
