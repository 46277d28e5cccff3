using Wristband.Platform.Data;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Management;

/// <summary>A permission as the API shows it.</summary>
internal sealed record PermissionResource(
    string Id, OwnerType OwnerType, string OwnerId, PermissionType Type, string Value, string DisplayName, string? Description,
    TenantVisibility TenantVisibility, IReadOnlyList<string> TenantVisibilityInclusionList,
    IReadOnlyList<string> TenantVisibilityExclusionList, Metadata Metadata) : IListsTenants
{
    public static PermissionResource Of(KnownPermission permission, string applicationId) => new(
        permission.Id, OwnerType.Application, applicationId, permission.Type, permission.Value, permission.DisplayName,
        permission.Row?.Description,
        permission.TenantVisibility, Visibility.Included(permission.TenantVisibility, permission.Row?.TenantVisibilityList),
        Visibility.Excluded(permission.TenantVisibility, permission.Row?.TenantVisibilityList),
        permission.Row is { } row ? Metadata.Of(row, row.CreatedAt, row.UpdatedAt) : Metadata.OfPredefined);

    public static PermissionResource Of(Permission permission) => Of(KnownPermission.Of(permission), permission.ApplicationId);

    public object With(Func<string, bool> tenants) => this with
    {
        TenantVisibilityInclusionList = [.. TenantVisibilityInclusionList.Where(tenants)],
        TenantVisibilityExclusionList = [.. TenantVisibilityExclusionList.Where(tenants)],
    };
}
