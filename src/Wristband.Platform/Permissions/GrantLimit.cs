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

    /// <summary>Those of these roles that the caller may give to this holder.</summary>
    public async Task<IReadOnlySet<string>> AllowedAsync(
        Caller caller, IReadOnlyCollection<Role> roles, Holder holder, CancellationToken cancellationToken)
    {
        var given = await granted.OfEachAsync(roles, holder, cancellationToken);
        return roles.Where(role => Allows(caller, given[role.Id])).Select(role => role.Id).ToHashSet();
    }

    /// <summary>Those of these permissions that the caller may give with this boundary to a role or group of this owner.</summary>
    public async Task<IReadOnlySet<string>> AllowedAsync(
        Caller caller, IReadOnlyCollection<KnownPermission> permissions, string? boundaryId, string? ownerTenantId,
        CancellationToken cancellationToken)
    {
        var given = await granted.OfPermissionsAsync(permissions.Select(p => p.Id), boundaryId, ownerTenantId, cancellationToken);
        return permissions
            .Where(p => given.Granted.TryGetValue(p.Value, out var reach)
                && caller.Permissions.Include(p.Value, reach, PredefinedPermissions.IsTaken(p.Value)))
            .Select(p => p.Id).ToHashSet();
    }

    /// <summary>Whether the caller may give these permissions with this boundary to a role or group of this owner.</summary>
    public async Task<bool> AllowsAsync(
        Caller caller, IEnumerable<string> permissionIds, string? boundaryId, string? ownerTenantId, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfPermissionsAsync(permissionIds, boundaryId, ownerTenantId, cancellationToken));

    public async Task<bool> AllowsGroupAsync(
        Caller caller, string groupId, string? ownerTenantId, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfGroupsAsync([groupId], ownerTenantId, cancellationToken));
}
