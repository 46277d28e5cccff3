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
    public static bool Allows(Caller caller, CallerPermissions given, string? tenantId) => given.Granted.All(p =>
        caller.Permissions.Include(p.Key, Counted(caller, p.Key, p.Value, tenantId), PredefinedPermissions.IsTaken(p.Key)));

    public async Task<bool> AllowsAsync(Caller caller, Role role, Holder holder, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfRolesAsync([role], holder, cancellationToken), holder.TenantId);

    /// <summary>Whether the caller may give these permissions with this boundary to a role or group of this owner.</summary>
    public async Task<bool> AllowsAsync(
        Caller caller, IEnumerable<string> permissionIds, string? boundaryId, string? ownerTenantId, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfPermissionsAsync(permissionIds, boundaryId, ownerTenantId, cancellationToken), ownerTenantId);

    public async Task<bool> AllowsGroupAsync(
        Caller caller, string groupId, string? ownerTenantId, CancellationToken cancellationToken) =>
        Allows(caller, await granted.OfGroupsAsync([groupId], ownerTenantId, cancellationToken), ownerTenantId);

    // "Oneself" is somebody in that tenant, and the tenant where the permission is about tenants: who does not reach there cannot give it,
    // unless they have it there for themselves.
    private static Reach Counted(Caller caller, string permission, Reach given, string? tenantId)
    {
        var hasItAlike = caller.Permissions.ReachOf(permission).IsSelf && (tenantId is null || tenantId == caller.HomeTenantId);
        if (!given.IsSelf || hasItAlike) return given;
        return given.And(tenantId is null ? Reach.Application : Reach.Of([tenantId]));
    }
}
