using Wristband.Platform.Data;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Permissions;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Management;

/// <summary>A role as the API shows it.</summary>
internal sealed record RoleResource(
    string Id, string Name, string DisplayName, string? Description, OwnerType OwnerType, string OwnerId, RoleType Type,
    string? PermissionBoundaryId, TenantVisibility TenantVisibility, IReadOnlyList<string> TenantVisibilityInclusionList,
    IReadOnlyList<string> TenantVisibilityExclusionList, Metadata Metadata) : IListsTenants
{
    public static RoleResource Of(Role role) => new(
        role.Id, role.Name, role.DisplayName, role.Description, Owner.TypeOf(role), Owner.IdOf(role), role.Type, role.PermissionBoundaryId,
        role.TenantVisibility, Visibility.Included(role.TenantVisibility, role.TenantVisibilityList),
        Visibility.Excluded(role.TenantVisibility, role.TenantVisibilityList), Metadata.Of(role, role.CreatedAt, role.UpdatedAt));

    public object With(Func<string, bool> tenants) => this with
    {
        TenantVisibilityInclusionList = [.. TenantVisibilityInclusionList.Where(tenants)],
        TenantVisibilityExclusionList = [.. TenantVisibilityExclusionList.Where(tenants)],
    };
}
