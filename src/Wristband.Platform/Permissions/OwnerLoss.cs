using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Users;

namespace Wristband.Platform.Permissions;

/// <summary>
/// A tenant that has somebody who can give its roles never ends up without (P-48). Whatever may take the last one away runs here: one
/// change of a tenant at a time, undone when nobody is left.
/// </summary>
internal sealed class OwnerLoss(PlatformDbContext database, GrantedPermissions granted)
{
    private const string Owning = "role:manage-assignments";

    /// <summary>Somebody has to be left who can give the tenant's roles.</summary>
    public static Refusal Refused { get; } =
        new("last_owner") { Message = "Nobody would be left in this tenant who can give its roles. Give somebody else such a role first." };

    /// <summary>What two changes of a tenant's people must not be about at once.</summary>
    public static string Subject(string tenantId) => $"owners {tenantId}";

    /// <summary>Makes a change and saves it; null when that is done. Without a tenant there is nobody to lose.</summary>
    public async Task<Refusal?> PreventAsync(string? tenantId, Func<Task> change, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync(Subject(tenantId ?? "application"), cancellationToken);
        var had = tenantId is not null && await HasOwnerAsync(tenantId, cancellationToken);
        await change();
        if (await database.TrySaveAsync(cancellationToken) != Saved.Yes) return Refusal.Changed;
        if (had && !await HasOwnerAsync(tenantId!, cancellationToken))
        {
            database.ChangeTracker.Clear();
            return Refused;
        }
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private async Task<bool> HasOwnerAsync(string tenantId, CancellationToken cancellationToken)
    {
        var held =
            from given in database.UserRoles
            join user in database.Users on new { given.TenantId, Id = given.UserId } equals new { user.TenantId, user.Id }
            where given.TenantId == tenantId && user.Status == UserStatus.Active
            select given.RoleId;
        var ids = await held.Distinct().ToListAsync(cancellationToken);
        var roles = await database.Roles.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken);
        var gives = await granted.OfEachAsync(roles, Holder.In(tenantId), cancellationToken);
        return gives.Values.Any(role => role.ReachOf(Owning).Covers(tenantId));
    }
}
