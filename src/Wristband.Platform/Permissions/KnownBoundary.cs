using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Permissions;

/// <summary>A boundary wherever it comes from: a row of the application, or the platform's code.</summary>
internal sealed record KnownBoundary(string Id, PermissionBoundaryType Type, string Name, string DisplayName, string? Value)
{
    /// <summary>Null for what comes with the platform.</summary>
    public PermissionBoundary? Row { get; init; }

    public TenantVisibility TenantVisibility => Row?.TenantVisibility ?? TenantVisibility.All;

    public static IReadOnlyList<KnownBoundary> Predefined { get; } = [.. PredefinedBoundaries.All.Select(boundary => new KnownBoundary(
        boundary.Id, PermissionBoundaryType.Predefined, boundary.Name, boundary.DisplayName, boundary.Value))];

    public static KnownBoundary Of(PermissionBoundary row) => new(row.Id, row.Type, row.Name, row.DisplayName, row.Value) { Row = row };

    /// <summary>Adds a violation when a role or group of this owner is to have a boundary that it cannot have.</summary>
    public static async Task CheckAsync(
        PlatformDbContext database, Owner owner, string? boundaryId, Violations violations, CancellationToken cancellationToken)
    {
        if (boundaryId is null || PredefinedBoundaries.Find(boundaryId) is not null) return;
        var usable = owner.TenantId is { } tenantId
            ? database.UsableBy<PermissionBoundary>(owner.ApplicationId, tenantId)
            : database.PermissionBoundaries.Where(b => b.ApplicationId == owner.ApplicationId);
        if (!await usable.AnyAsync(b => b.Id == boundaryId, cancellationToken)) violations.Add("permissionBoundaryId", "not_found");
    }
}
