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
        if (tenant.Status == TenantStatus.Pending) tenant.Status = TenantStatus.Active;
        if (user.Status == UserStatus.PendingSignupActivation) user.Status = UserStatus.Active;
        user.EmailVerified = true;
        user.UpdatedAt = time.GetUtcNow();
    }
}
