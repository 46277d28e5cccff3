using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Which roles the caller may give to somebody: those that are there for them and that the caller is a match for (P-48).</summary>
internal sealed class RoleChoice(PlatformDbContext database, GrantLimit limit)
{
    /// <summary>The roles there are for people and machines of this tenant; for machines of the application where that is null.</summary>
    public IQueryable<Role> For(string applicationId, string? tenantId) => tenantId is null
        ? database.Roles.Where(r => r.ApplicationId == applicationId && r.TenantId == null)
        : database.UsableBy<Role>(applicationId, tenantId);

    public async Task<Assigned<Role>> ReadAsync(
        Caller caller, IQueryable<Role> usable, Holder holder, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var known = await usable.Where(r => ids.Contains(r.Id)).AsNoTracking().ToDictionaryAsync(r => r.Id, cancellationToken);
        var allowed = await limit.AllowedAsync(caller, known.Values, holder, cancellationToken);
        var items = new List<Role>();
        var failures = new List<Failed>();
        for (var i = 0; i < ids.Count; i++)
        {
            if (!known.TryGetValue(ids[i], out var role)) failures.Add(new Failed(i, ids[i], Refusal.Missing("role", ids[i])));
            else if (!allowed.Contains(role.Id)) failures.Add(new Failed(i, ids[i], GrantLimit.Exceeded));
            else if (!items.Contains(role)) items.Add(role);
        }
        return new Assigned<Role>(items, failures);
    }

    /// <summary>All of them that the caller may give.</summary>
    public async Task<List<Role>> AllAsync(Caller caller, IQueryable<Role> usable, Holder holder, CancellationToken cancellationToken)
    {
        var roles = await usable.AsNoTracking().ToListAsync(cancellationToken);
        var allowed = await limit.AllowedAsync(caller, roles, holder, cancellationToken);
        return [.. roles.Where(role => allowed.Contains(role.Id))];
    }
}
