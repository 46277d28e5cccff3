using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>Who is to own something new. An owner out of reach is answered like one that does not exist (P-46).</summary>
internal sealed class Owners(PlatformDbContext database)
{
    /// <summary>The owner that a request names, when this permission of the caller reaches it.</summary>
    public async Task<Outcome<Owner>> FindAsync(
        Caller caller, string permission, OwnerType? type, string? id, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (type is null) violations.Add("ownerType", "not_null");
        if (string.IsNullOrEmpty(id)) violations.Add("ownerId", "not_null");
        if (violations.Refusal is { } incomplete) return incomplete;
        var reach = caller.Permissions.ReachOf(permission);
        var application = caller.Application;
        if (type == OwnerType.Application)
        {
            return id == application.Id && reach.IsApplication
                ? new Owner(application.Id, TenantId: null, application.Name)
                : Refusal.Missing("application", id!);
        }
        var name = reach.Covers(id)
            ? await database.Tenants.Where(t => t.Id == id && t.ApplicationId == application.Id).Select(t => t.Name)
                .SingleOrDefaultAsync(cancellationToken)
            : null;
        return name is null ? Refusal.Missing("tenant", id!) : new Owner(application.Id, id, name);
    }
}
