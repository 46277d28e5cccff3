using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>Which of the named permissions the caller may put into a role or group, and why not the others.</summary>
internal sealed class PermissionChoice(PlatformDbContext database, GrantLimit limit)
{
    public async Task<Assigned<KnownPermission>> ReadAsync(
        Caller caller, IApplicationOwned target, string? boundaryId, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var usable = target.TenantId is { } tenantId
            ? database.UsableBy<Permission>(target.ApplicationId, tenantId)
            : database.OwnedFor<Permission>(caller, "permission:manage-assignments");
        var known = await KnownPermission.FindAsync(usable, ids, cancellationToken);
        var allowed = await limit.AllowedAsync(caller, known.Values, boundaryId, target.TenantId, cancellationToken);
        var items = new List<KnownPermission>();
        var failures = new List<Failed>();
        for (var i = 0; i < ids.Count; i++)
        {
            if (!known.TryGetValue(ids[i], out var permission)) failures.Add(new Failed(i, ids[i], Refusal.Missing("permission", ids[i])));
            else if (!allowed.Contains(permission.Id)) failures.Add(new Failed(i, ids[i], GrantLimit.Exceeded));
            else if (!items.Contains(permission)) items.Add(permission);
        }
        return new Assigned<KnownPermission>(items, failures);
    }
}
