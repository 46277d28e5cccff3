using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Users;

/// <summary>The users that a permission of the caller reaches. Whoever is not among them does not exist for the caller (P-46).</summary>
internal static class ReachedUsers
{
    public static IQueryable<User> UsersFor(this PlatformDbContext database, Caller caller, string permission)
    {
        var applicationId = caller.Application.Id;
        var (userId, home) = (caller.UserId, caller.HomeTenantId);
        return database.Users.Where(u => u.ApplicationId == applicationId)
            .Within(caller.Permissions.ReachOf(permission), u => u.TenantId, u => u.TenantId == home && u.Id == userId);
    }
}
