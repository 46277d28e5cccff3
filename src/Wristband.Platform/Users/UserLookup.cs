using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Users;

/// <summary>
/// Finds a user for somebody who needs a permission for them. Who is out of its reach looks like who does not exist (P-46).
/// </summary>
internal static class UserLookup
{
    public static async Task<Outcome<User>> FindUserAsync(
        this PlatformDbContext database, Caller caller, string permission, string id, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(permission)) return Refusal.Forbidden;
        var user = await database.UsersFor(caller, permission).SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        return user is null ? Refusal.Missing("user", id) : user;
    }

    /// <summary>The tenant of a user, to have it alone before the user is looked at.</summary>
    public static async Task<Outcome<string>> TenantOfUserAsync(
        this PlatformDbContext database, Caller caller, string permission, string id, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(permission)) return Refusal.Forbidden;
        var tenantId = await database.UsersFor(caller, permission).Where(u => u.Id == id).Select(u => u.TenantId)
            .SingleOrDefaultAsync(cancellationToken);
        return tenantId is null ? Refusal.Missing("user", id) : tenantId;
    }

    /// <summary>Whether a permission reaches a user: their tenant, or the caller alone.</summary>
    public static bool ReachesUser(this Caller caller, string permission, User user)
    {
        var reach = caller.Permissions.ReachOf(permission);
        return reach.Covers(user.TenantId)
            || (reach.IsSelf && caller.UserId == user.Id && caller.HomeTenantId == user.TenantId);
    }
}
