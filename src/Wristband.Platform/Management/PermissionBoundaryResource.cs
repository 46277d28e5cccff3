using Wristband.Platform.Data;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Management;

/// <summary>A boundary as the API shows it.</summary>
internal sealed record PermissionBoundaryResource(
    string Id, OwnerType OwnerType, string OwnerId, PermissionBoundaryType Type, string Name, string DisplayName, string? Value,
    string? Description, IReadOnlyList<string> ResourceList,
    TenantVisibility TenantVisibility, IReadOnlyList<string> TenantVisibilityInclusionList,
    IReadOnlyList<string> TenantVisibilityExclusionList, Metadata Metadata) : IListsTenants
{
    public static PermissionBoundaryResource Of(KnownBoundary boundary, string applicationId) => new(
        boundary.Id, OwnerType.Application, applicationId, boundary.Type, boundary.Name, boundary.DisplayName, boundary.Value,
        boundary.Row?.Description, boundary.Row?.ResourceList ?? [],
        boundary.TenantVisibility, Visibility.Included(boundary.TenantVisibility, boundary.Row?.TenantVisibilityList),
        Visibility.Excluded(boundary.TenantVisibility, boundary.Row?.TenantVisibilityList),
        boundary.Row is { } row ? Metadata.Of(row, row.CreatedAt, row.UpdatedAt) : Metadata.OfPredefined);

    public static PermissionBoundaryResource Of(PermissionBoundary boundary) => Of(KnownBoundary.Of(boundary), boundary.ApplicationId);

    public object With(Func<string, bool> tenants) => this with
    {
        ResourceList = [.. ResourceList.Where(tenants)],
        TenantVisibilityInclusionList = [.. TenantVisibilityInclusionList.Where(tenants)],
        TenantVisibilityExclusionList = [.. TenantVisibilityExclusionList.Where(tenants)],
    };
}
