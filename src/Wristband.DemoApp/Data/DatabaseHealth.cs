using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Wristband.DemoApp.Data;

/// <summary>
/// Not ready while tables are missing: sign-ins would fail, and a deployment that forgot its migrations should not get traffic.
/// </summary>
internal sealed class DatabaseHealth(DemoDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var missing = await database.Database.GetPendingMigrationsAsync(cancellationToken);
        return missing.Any()
            ? HealthCheckResult.Unhealthy("Run 'dotnet ef database update', or set Demo:MigrateAtStart.")
            : HealthCheckResult.Healthy();
    }
}
