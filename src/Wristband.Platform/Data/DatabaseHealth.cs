using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Wristband.Platform.Data;

/// <summary>Readiness: the database answers a real query.</summary>
internal sealed class DatabaseHealth(PlatformDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.Applications.AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (System.Data.Common.DbException failure)
        {
            return HealthCheckResult.Unhealthy(exception: failure);
        }
    }
}
