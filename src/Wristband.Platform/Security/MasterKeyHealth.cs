using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Wristband.Platform.Data;

namespace Wristband.Platform.Security;

/// <summary>Readiness: the master key still opens what the database holds. Somebody may have put another database in its place.</summary>
internal sealed class MasterKeyHealth(PlatformDbContext database, MasterKeyGuard guard) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await database.MasterKeyChecks.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } check && guard.Opens(check)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("WB2017: The master key does not open this database.");
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or DatabaseUnavailableException)
        {
            return HealthCheckResult.Unhealthy(failure.Message);
        }
    }
}
