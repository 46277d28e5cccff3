using Wristband.Platform.Operations;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Permissions;

/// <summary>Nobody gives what is beyond their own (P-48): each permission as far as it is to reach, however it is wrapped up.</summary>
internal sealed class GrantLimit(GrantedPermissions granted)
{
    /// <summary>Why something cannot be given that the caller may see.</summary>
    public static Refusal Exceeded { get; } = new("exceeds_own_permissions")
    {
        Hindrance = Hindrance.Permission,
        Message = "You can give only what you have yourself, as far as it reaches for you.",
    };

    public static bool Allows(Caller caller, CallerPermissions given) =>
        given.Granted.All(p => caller.Permissions.Include(p.Key, p.Value, PredefinedPermissions.IsTaken(p.Key)));

    public async Task<bool> AllowsAsync(Caller caller, Role role, Holder holder, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfRolesAsync([role], holder, cancellationToken));

    /// <summary>Whether the caller may give these permissions with this boundary to a role or group of this owner.</summary>
    public async Task<bool> AllowsAsync(
        Caller caller, IEnumerable<string> permissionIds, string? boundaryId, string? ownerTenantId, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfPermissionsAsync(permissionIds, boundaryId, ownerTenantId, cancellationToken));

    public async Task<bool> AllowsGroupAsync(
        Caller caller, string groupId, string? ownerTenantId, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfGroupsAsync([groupId], ownerTenantId, cancellationToken));
}
