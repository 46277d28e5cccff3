using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Permissions.Predefined;

/// <summary>
/// Gives the predefined roles to applications from before there were any, when the platform starts. Their role "owner", which signup gives
/// to whoever opens a workspace, may then do what owners may; this happens once, so that what an administrator takes away stays away.
/// </summary>
internal static class PermissionsAtStart
{
    public static async Task AddPredefinedRolesAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var unit = services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var scope = unit.ServiceProvider.GetRequiredService<TenantScope>();
        var now = unit.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var application in await database.Applications.AsNoTracking().ToListAsync(cancellationToken))
        {
            scope.EnterApplication(application.Id);
            if (await MissingAsync(database, application.Id, cancellationToken) is []) continue;
            // Replicas that start together would all find that the same is missing.
            await using var transaction = await database.BeginExclusiveAsync($"predefined roles {application.Id}", cancellationToken);
            var missing = await MissingAsync(database, application.Id, cancellationToken);
            foreach (var role in missing) database.Roles.Add(PredefinedRoles.RowOf(role, application.Id, now));
            if (missing.Contains(PredefinedRoles.TenantOwner)) await EquipOwnersAsync(database, application.Name, cancellationToken);
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            database.ChangeTracker.Clear();
        }
    }

    private static async Task<List<PredefinedRole>> MissingAsync(
        PlatformDbContext database, string applicationId, CancellationToken cancellationToken)
    {
        var there = await database.Roles.Where(r => r.ApplicationId == applicationId && r.Type == RoleType.Predefined).Select(r => r.Name)
            .ToListAsync(cancellationToken);
        return [.. PredefinedRoles.All.Where(role => !there.Contains(role.Name))];
    }

    private static async Task EquipOwnersAsync(PlatformDbContext database, string applicationName, CancellationToken cancellationToken)
    {
        var name = $"app:{applicationName}:owner";
        var owner = await database.Roles.SingleOrDefaultAsync(r => r.Name == name, cancellationToken);
        if (owner is null || await database.RolePermissionGroups.AnyAsync(g => g.RoleId == owner.Id, cancellationToken)) return;
        PredefinedRoles.Equip(database, owner);
    }
}
