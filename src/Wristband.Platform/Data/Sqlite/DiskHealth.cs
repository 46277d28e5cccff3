using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>Readiness: the disk has room for more than the next write, which may still fit in what SQLite took before.</summary>
internal sealed class DiskHealth(DatabaseFile file) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            file.HasRoom() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("WB2031: The disk of the database is full."));
}
