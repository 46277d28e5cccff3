using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Users;

namespace Wristband.Platform.Permissions;

/// <summary>
/// Who owns a tenant: whoever may give its roles, by whichever role that is. A tenant that has an owner keeps one (P-48).
/// </summary>
internal sealed class TenantOwners(PlatformDbContext database)
{
    private static readonly string Permission = PredefinedId.Of("permission", "role:manage-assignments");

    private static readonly string[] Groups =
        [.. PredefinedGroups.All.Where(g => g.Permissions.Any(p => p.Id == Permission)).Select(g => g.Id)];

    private static readonly string[] PredefinedNames =
        [.. PredefinedRoles.All.Where(r => Groups.Contains(r.Group.Id)).Select(r => r.Name)];

    /// <summary>What two who take owners away must not be in at once.</summary>
    public static string Subject(string tenantId) => $"people of {tenantId}";

    /// <summary>Whether nobody would be left who may give roles. Asked in an exclusive transaction about <see cref="Subject"/>.</summary>
    public async Task<bool> IsLastAsync(string tenantId, string userId, CancellationToken cancellationToken)
    {
        var roles = OwnerRoles();
        var owners = await (
            from given in database.UserRoles
            join role in roles on given.RoleId equals role.Id
            join user in database.Users on new { given.TenantId, Id = given.UserId } equals new { user.TenantId, user.Id }
            where given.TenantId == tenantId && user.Status == UserStatus.Active
            select user.Id).Distinct().Take(2).ToListAsync(cancellationToken);
        return owners is [var only] && only == userId;
    }

    private IQueryable<Role> OwnerRoles()
    {
        var ownGroups = database.PermissionGroupPermissions.Where(p => p.PermissionId == Permission).Select(p => p.PermissionGroupId);
        return database.Roles.Where(role =>
            (role.Type == RoleType.Predefined && PredefinedNames.Contains(role.Name))
            || database.RolePermissions.Any(p => p.RoleId == role.Id && p.PermissionId == Permission)
            || database.RolePermissionGroups.Any(g => g.RoleId == role.Id
                && (Groups.Contains(g.PermissionGroupId) || ownGroups.Contains(g.PermissionGroupId))));
    }
}
