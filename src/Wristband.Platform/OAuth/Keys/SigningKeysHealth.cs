using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>Readiness: the newest signing key can be opened. What cannot sign must not take sign-ins.</summary>
internal sealed class SigningKeysHealth(PlatformDbContext database, SigningKeys keys) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var newest = await database.SigningKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt)
                .FirstOrDefaultAsync(cancellationToken);
            return newest is null || keys.CanOpen(newest)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("WB2028: A signing key in the database cannot be opened.");
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or DatabaseUnavailableException)
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
    }
}
