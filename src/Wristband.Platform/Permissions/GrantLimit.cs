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

    /// <summary>What two changes must not be about at once that decide together how far an application's permissions reach.</summary>
    public static string Subject(string applicationId) => $"grants of {applicationId}";

    /// <param name="caller">Who gives.</param>
    /// <param name="given">What is given.</param>
    /// <param name="tenantId">The tenant of whoever has it then; null where that may be any, or none.</param>
    public static bool Allows(Caller caller, CallerPermissions given, string? tenantId) =>
        given.Granted.All(p => MayGive(caller, p.Key, p.Value, tenantId));

    /// <summary>Those of these roles that the caller may give to this holder.</summary>
    public async Task<IReadOnlySet<string>> AllowedAsync(
        Caller caller, IReadOnlyCollection<Role> roles, Holder holder, CancellationToken cancellationToken)
    {
        var given = await granted.OfEachAsync(roles, holder, cancellationToken);
        return roles.Where(role => Allows(caller, given[role.Id], holder.TenantId)).Select(role => role.Id).ToHashSet();
    }

    /// <summary>Those of these permissions that the caller may give with this boundary to a role or group of this owner.</summary>
    public async Task<IReadOnlySet<string>> AllowedAsync(
        Caller caller, IReadOnlyCollection<KnownPermission> permissions, string? boundaryId, string? ownerTenantId,
        CancellationToken cancellationToken)
    {
        var given = await granted.OfPermissionsAsync(permissions.Select(p => p.Id), boundaryId, ownerTenantId, cancellationToken);
        return permissions
            .Where(p => given.Granted.TryGetValue(p.Value, out var reach) && MayGive(caller, p.Value, reach, ownerTenantId))
            .Select(p => p.Id).ToHashSet();
    }

    /// <summary>Whether the caller may give these permissions with this boundary to a role or group of this owner.</summary>
    public async Task<bool> AllowsAsync(
        Caller caller, IEnumerable<string> permissionIds, string? boundaryId, string? ownerTenantId, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfPermissionsAsync(permissionIds, boundaryId, ownerTenantId, cancellationToken), ownerTenantId);

    public async Task<bool> AllowsGroupAsync(
        Caller caller, string groupId, string? ownerTenantId, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfGroupsAsync([groupId], ownerTenantId, cancellationToken), ownerTenantId);

    private static bool MayGive(Caller caller, string permission, Reach reach, string? tenantId) =>
        caller.Permissions.Include(
            permission, Counted(caller, permission, reach, tenantId), PredefinedPermissions.IsTaken(permission));

    // "Oneself" is somebody in that tenant, and the tenant where the permission is about tenants: who does not reach there cannot give it,
    // unless they have it there for themselves.
    private static Reach Counted(Caller caller, string permission, Reach given, string? tenantId)
    {
        var hasItAlike = caller.Permissions.ReachOf(permission).IsSelf && (tenantId is null || tenantId == caller.HomeTenantId);
        if (!given.IsSelf || hasItAlike) return given;
        return given.And(tenantId is null ? Reach.Application : Reach.Of([tenantId]));
    }
}
