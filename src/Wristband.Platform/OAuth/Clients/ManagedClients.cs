using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>The clients that a caller may manage. All others look as if they did not exist (P-46).</summary>
internal static class ManagedClients
{
    public static IQueryable<OAuthClient> Of(PlatformDbContext database, Caller caller, string permission) =>
        database.OAuthClients.Where(c => c.ApplicationId == caller.Application.Id)
            .Within(caller.Permissions.ReachOf(permission), c => c.OwnerTenantId);

    /// <summary>One of them, or the machine that calls, where the permission reaches that.</summary>
    public static Task<OAuthClient?> FindAsync(
        PlatformDbContext database, Caller caller, string permission, string id, CancellationToken cancellationToken)
    {
        var clients = IsCaller(caller, id) && caller.Permissions.ReachOf(permission).IsSelf
            ? database.OAuthClients.Where(c => c.ApplicationId == caller.Application.Id)
            : Of(database, caller, permission);
        return clients.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    /// <summary>Whether it is this machine that calls, and not a person by way of it.</summary>
    public static bool IsCaller(Caller caller, string id) => caller.UserId is null && caller.ClientId == id;
}
