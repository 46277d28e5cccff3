using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Permissions;

/// <summary>
/// What somebody may do, read from the database each time (P-55): a role that is taken away is gone with the next request, on every
/// replica. The scope of who is asked for has been entered.
/// </summary>
internal sealed class GrantedPermissions(PlatformDbContext database)
{
    /// <summary>What a person may do about themselves without any role.</summary>
    private static readonly Dictionary<string, Reach> OfEverybody = new() { ["user:read"] = Reach.Self, ["tenant:read"] = Reach.Self };

    /// <summary>And a machine about itself.</summary>
    private static readonly Dictionary<string, Reach> OfEveryMachine = new() { ["client:rotate-secret"] = Reach.Self };

    public async Task<CallerPermissions> OfUserAsync(string tenantId, string userId, CancellationToken cancellationToken)
    {
        var roles = await (
            from given in database.UserRoles
            join role in database.Roles on given.RoleId equals role.Id
            where given.TenantId == tenantId && given.UserId == userId
            select role).AsNoTracking().ToListAsync(cancellationToken);
        return CallerPermissions.Of(await OfAllAsync(roles, Holder.In(tenantId), cancellationToken), OfEverybody);
    }

    /// <summary>A tenant's machine stays in its tenant, whatever its roles say.</summary>
    public async Task<CallerPermissions> OfClientAsync(OAuthClient client, CancellationToken cancellationToken)
    {
        var roles = await (
            from given in database.ClientRoles
            join role in database.Roles on given.RoleId equals role.Id
            where given.ClientId == client.Id
            select role).AsNoTracking().ToListAsync(cancellationToken);
        var holder = client.OwnerTenantId is { } tenantId ? Holder.Machine(tenantId) : Holder.OfApplication;
        return CallerPermissions.Of(await OfAllAsync(roles, holder, cancellationToken), OfEveryMachine);
    }

    /// <summary>What each of these roles gives to whoever gets it, by the role's id. As many queries as for one.</summary>
    public async Task<IReadOnlyDictionary<string, CallerPermissions>> OfEachAsync(
        IReadOnlyCollection<Role> roles, Holder holder, CancellationToken cancellationToken)
    {
        var grants = (await GrantsAsync(roles, cancellationToken)).ToLookup(grant => grant.RoleId);
        var words = await WordsAsync([.. grants.SelectMany(grant => grant)], cancellationToken);
        return roles.ToDictionary(role => role.Id, role => CallerPermissions.Of(Read(grants[role.Id], words, holder)));
    }

    /// <summary>What one role gives.</summary>
    public async Task<CallerPermissions> OfRoleAsync(Role role, Holder holder, CancellationToken cancellationToken) =>
        (await OfEachAsync([role], holder, cancellationToken))[role.Id];

    /// <summary>What these permissions give with this boundary.</summary>
    public async Task<CallerPermissions> OfPermissionsAsync(
        IEnumerable<string> permissionIds, string? boundaryId, string? ownerTenantId, CancellationToken cancellationToken)
    {
        var holder = ownerTenantId is null ? Holder.Anybody : Holder.In(ownerTenantId);
        var grants = permissionIds.Select(id => new Grant(RoleId: null, id, boundaryId, ownerTenantId)).ToList();
        return CallerPermissions.Of(Read(grants, await WordsAsync(grants, cancellationToken), holder));
    }

    /// <summary>What these groups give.</summary>
    public async Task<CallerPermissions> OfGroupsAsync(
        IReadOnlyCollection<string> groupIds, string? ownerTenantId, CancellationToken cancellationToken)
    {
        var holder = ownerTenantId is null ? Holder.Anybody : Holder.In(ownerTenantId);
        var grants = await OfGroupsAsync([.. groupIds.Select(id => new Held(RoleId: null, id, ownerTenantId))], cancellationToken);
        return CallerPermissions.Of(Read(grants, await WordsAsync(grants, cancellationToken), holder));
    }

    private async Task<Dictionary<string, Reach>> OfAllAsync(
        IReadOnlyCollection<Role> roles, Holder holder, CancellationToken cancellationToken)
    {
        var grants = await GrantsAsync(roles, cancellationToken);
        return Read(grants, await WordsAsync(grants, cancellationToken), holder);
    }

    private async Task<List<Grant>> GrantsAsync(IReadOnlyCollection<Role> roles, CancellationToken cancellationToken)
    {
        if (roles.Count == 0) return [];
        var ids = roles.Select(role => role.Id).ToList();
        var byId = roles.ToDictionary(role => role.Id);
        var direct = await database.RolePermissions.AsNoTracking().Where(p => ids.Contains(p.RoleId))
            .Select(p => new { p.RoleId, p.PermissionId }).ToListAsync(cancellationToken);
        var groups = await database.RolePermissionGroups.AsNoTracking().Where(g => ids.Contains(g.RoleId))
            .Select(g => new { g.RoleId, g.PermissionGroupId }).ToListAsync(cancellationToken);
        var held = groups.Select(g => new Held(g.RoleId, g.PermissionGroupId, byId[g.RoleId].TenantId)).ToList();
        foreach (var role in roles)
        {
            if (PredefinedRoles.GroupOf(role) is { } predefined) held.Add(new Held(role.Id, predefined.Id, role.TenantId));
        }
        var grants = await OfGroupsAsync(held, cancellationToken);
        grants.AddRange(direct.Select(p => new Grant(
            p.RoleId, p.PermissionId, byId[p.RoleId].PermissionBoundaryId, byId[p.RoleId].TenantId)));
        return grants;
    }

    private async Task<List<Grant>> OfGroupsAsync(IReadOnlyCollection<Held> held, CancellationToken cancellationToken)
    {
        var grants = new List<Grant>();
        foreach (var (roleId, id, tenantId) in held)
        {
            if (PredefinedGroups.Find(id) is { } predefined)
                grants.AddRange(predefined.Permissions.Select(p => new Grant(roleId, p.Id, predefined.Boundary.Id, tenantId)));
        }
        var ids = held.Select(g => g.GroupId).Where(id => PredefinedGroups.Find(id) is null).Distinct().ToList();
        if (ids.Count == 0) return grants;
        var members = await (
            from member in database.PermissionGroupPermissions
            join kept in database.PermissionGroups on member.PermissionGroupId equals kept.Id
            where ids.Contains(kept.Id)
            select new { kept.Id, kept.TenantId, kept.PermissionBoundaryId, member.PermissionId }).ToListAsync(cancellationToken);
        var byGroup = members.ToLookup(m => m.Id);
        foreach (var (roleId, id, tenantId) in held)
            grants.AddRange(byGroup[id].Select(m => new Grant(roleId, m.PermissionId, m.PermissionBoundaryId, tenantId ?? m.TenantId)));
        return grants;
    }

    private static Dictionary<string, Reach> Read(IEnumerable<Grant> grants, Words words, Holder holder)
    {
        var read = new Dictionary<string, Reach>(StringComparer.Ordinal);
        foreach (var grant in grants)
        {
            // Removed since the row was read.
            if (!words.Values.TryGetValue(grant.PermissionId, out var value)) continue;
            var reach = holder.ReachOf(grant.BoundaryId, words.Boundaries);
            // What a tenant put together never leaves that tenant.
            if (grant.OwnerTenantId is { } owner) reach = reach.Within(owner);
            read[value] = read.TryGetValue(value, out var before) ? before.And(reach) : reach;
        }
        return read;
    }

    private async Task<Words> WordsAsync(IReadOnlyCollection<Grant> grants, CancellationToken cancellationToken) =>
        new(await ValuesAsync(grants, cancellationToken), await BoundariesAsync(grants, cancellationToken));

    private async Task<Dictionary<string, string>> ValuesAsync(IReadOnlyCollection<Grant> grants, CancellationToken cancellationToken)
    {
        var ids = grants.Select(g => g.PermissionId).Distinct().ToList();
        var values = ids.Select(PredefinedPermissions.Find).OfType<PredefinedPermission>().ToDictionary(p => p.Id, p => p.Value);
        var own = ids.Where(id => !values.ContainsKey(id)).ToList();
        if (own.Count == 0) return values;
        foreach (var permission in await database.Permissions.AsNoTracking().Where(p => own.Contains(p.Id))
            .Select(p => new { p.Id, p.Value }).ToListAsync(cancellationToken)) values[permission.Id] = permission.Value;
        return values;
    }

    private async Task<Dictionary<string, PermissionBoundary>> BoundariesAsync(
        IReadOnlyCollection<Grant> grants, CancellationToken cancellationToken)
    {
        var ids = grants.Select(g => g.BoundaryId).OfType<string>().Where(id => PredefinedBoundaries.Find(id) is null).Distinct().ToList();
        return ids.Count == 0
            ? []
            : await database.PermissionBoundaries.AsNoTracking().Where(b => ids.Contains(b.Id))
                .ToDictionaryAsync(b => b.Id, cancellationToken);
    }

    /// <summary>A permission with a boundary, put together by this tenant or, where that is null, by the application.</summary>
    private sealed record Grant(string? RoleId, string PermissionId, string? BoundaryId, string? OwnerTenantId);

    /// <summary>A group that a role of this owner holds.</summary>
    private sealed record Held(string? RoleId, string GroupId, string? OwnerTenantId);

    /// <summary>What the ids of permissions and boundaries mean.</summary>
    private sealed record Words(Dictionary<string, string> Values, Dictionary<string, PermissionBoundary> Boundaries);
}
