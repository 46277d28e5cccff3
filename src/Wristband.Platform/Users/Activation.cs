using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Users;

/// <summary>
/// What follows when somebody proved that they read the mail of their address: they are in, and the workspace they signed up opens.
/// </summary>
internal sealed class Activation(PlatformDbContext database, TimeProvider time)
{
    /// <summary>Changes user and tenant; the caller saves.</summary>
    public async Task ApplyAsync(User user, CancellationToken cancellationToken)
    {
        var tenant = await database.Tenants.SingleAsync(t => t.Id == user.TenantId, cancellationToken);
        var now = time.GetUtcNow();
        if (tenant.Status == TenantStatus.Pending)
        {
            (tenant.Status, tenant.ActivatedAt, tenant.UpdatedAt) = (TenantStatus.Active, now, now);
            tenant.Version++;
        }
        if (user.Status == UserStatus.PendingSignupActivation) (user.Status, user.ActivatedAt) = (UserStatus.Active, now);
        user.EmailVerified = true;
        user.UpdatedAt = now;
        user.Version++;
    }
}
