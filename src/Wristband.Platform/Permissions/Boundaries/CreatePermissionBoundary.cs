using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Permissions.Boundaries;

/// <summary>A boundary of an application, as somebody wants it.</summary>
internal sealed record NewPermissionBoundary
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public PermissionBoundaryType? Type { get; init; }
    public string? Name { get; init; }
    public string? DisplayName { get; init; }
    public string? Value { get; init; }
    public string? Description { get; init; }
    public List<string>? ResourceList { get; init; }
    public TenantVisibility? TenantVisibility { get; init; }
    public List<string>? TenantVisibilityInclusionList { get; init; }
    public List<string>? TenantVisibilityExclusionList { get; init; }
}

/// <summary>Adds a list of tenants, or a boundary that only the application understands.</summary>
internal sealed class CreatePermissionBoundary(
    PlatformDbContext database, Owners owners, VisibilityRules visibility, AuditLog audit, TimeProvider time)
{
    public const int MostResources = 10;
    private const string Needed = "permission-boundary:create";
    private const int Most = 1000;

    public async Task<Outcome<PermissionBoundary>> RunAsync(
        Caller caller, NewPermissionBoundary wanted, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        if (wanted.OwnerType == OwnerType.Tenant) return Violations.One("ownerType", "not_allowed");
        var found = await owners.FindAsync(caller, Needed, wanted.OwnerType, wanted.OwnerId, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var owner = found.Result;
        var violations = new Violations();
        await CheckAsync(owner, wanted, violations, cancellationToken);
        var seenBy = wanted.TenantVisibility ?? TenantVisibility.All;
        var list = await visibility.CheckAsync(
            owner, seenBy, wanted.TenantVisibilityInclusionList, wanted.TenantVisibilityExclusionList, violations, cancellationToken);
        if (violations.Refusal is { } refusal) return refusal;
        if (await database.PermissionBoundaries.CountAsync(b => b.ApplicationId == owner.ApplicationId, cancellationToken) >= Most)
            return Refusal.Invalid($"An application has at most {Most} boundaries of its own.");

        var now = time.GetUtcNow();
        var boundary = new PermissionBoundary
        {
            Id = Ids.New(),
            ApplicationId = owner.ApplicationId,
            Type = wanted.Type!.Value,
            Name = owner.FullName(wanted.Name)!,
            DisplayName = wanted.DisplayName!,
            Value = wanted.Value,
            Description = wanted.Description,
            ResourceList = [.. (wanted.ResourceList ?? []).Distinct()],
            TenantVisibility = seenBy,
            TenantVisibilityList = list,
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.PermissionBoundaries.Add(boundary);
        audit.Changed(caller, "permission_boundary.created", new AuditSubject("permission boundary", boundary.Id), before: null,
            new { boundary.Type, boundary.Name, boundary.DisplayName, boundary.Value, boundary.Description, boundary.ResourceList });
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? boundary : Violations.One("name", "not_unique");
    }

    private async Task CheckAsync(
        Owner owner, NewPermissionBoundary wanted, Violations violations, CancellationToken cancellationToken)
    {
        violations.Name(wanted.Name, owner);
        violations.Labels(wanted.DisplayName, wanted.Description);
        if (wanted.Type is null) violations.Add("type", "not_null");
        if (wanted.Type == PermissionBoundaryType.Predefined) violations.Add("type", "not_allowed");
        var isList = wanted.Type is PermissionBoundaryType.TenantInclusionList or PermissionBoundaryType.TenantExclusionList;
        if (!isList) violations.Value(wanted.Value);
        else if (wanted.Value is not null) violations.Add("value", "not_allowed");
        if (!isList && wanted.ResourceList is { Count: > 0 }) violations.Add("resourceList", "not_allowed");
        violations.Count("resourceList", wanted.ResourceList, MostResources);
        if (isList)
        {
            await visibility.CheckTenantsAsync(
                owner.ApplicationId, "resourceList", wanted.ResourceList ?? [], violations, cancellationToken);
        }
        await CheckUniqueAsync(owner, wanted, violations, cancellationToken);
    }

    private async Task CheckUniqueAsync(
        Owner owner, NewPermissionBoundary wanted, Violations violations, CancellationToken cancellationToken)
    {
        var own = database.PermissionBoundaries.Where(b => b.ApplicationId == owner.ApplicationId);
        if (await own.WhereSame(b => b.Name, owner.FullName(wanted.Name)).AnyAsync(cancellationToken)) violations.Add("name", "not_unique");
        if (wanted.Value is not { } value) return;
        if (PredefinedBoundaries.All.Any(b => b.Value.Equals(value, StringComparison.OrdinalIgnoreCase))
            || await own.WhereSame(b => b.Value, value).AnyAsync(cancellationToken)) violations.Add("value", "not_unique");
    }
}
