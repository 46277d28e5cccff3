using Wristband.Platform.Data;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Permissions;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Management;

/// <summary>A group of permissions as the API shows it.</summary>
internal sealed record PermissionGroupResource(
    string Id, OwnerType OwnerType, string OwnerId, PermissionType Type, string Name, string DisplayName, string? Description,
    string? PermissionBoundaryId,
    TenantVisibility TenantVisibility, IReadOnlyList<string> TenantVisibilityInclusionList,
    IReadOnlyList<string> TenantVisibilityExclusionList, Metadata Metadata) : IListsTenants
{
    public static PermissionGroupResource Of(PermissionGroup kept) => new(
        kept.Id, Owner.TypeOf(kept), Owner.IdOf(kept), PermissionType.Custom, kept.Name, kept.DisplayName, kept.Description,
        kept.PermissionBoundaryId,
        kept.TenantVisibility, Visibility.Included(kept.TenantVisibility, kept.TenantVisibilityList),
        Visibility.Excluded(kept.TenantVisibility, kept.TenantVisibilityList),
        Metadata.Of(kept, kept.CreatedAt, kept.UpdatedAt));

    public static PermissionGroupResource Of(PredefinedGroup predefined, string applicationId) => new(
        predefined.Id, OwnerType.Application, applicationId, PermissionType.Predefined, predefined.Name, predefined.DisplayName,
        Description: null, predefined.Boundary.Id, TenantVisibility.All, [], [], Metadata.OfPredefined);

    public object With(Func<string, bool> tenants) => this with
    {
        TenantVisibilityInclusionList = [.. TenantVisibilityInclusionList.Where(tenants)],
        TenantVisibilityExclusionList = [.. TenantVisibilityExclusionList.Where(tenants)],
    };
}
