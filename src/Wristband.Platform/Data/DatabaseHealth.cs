using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Wristband.Platform.Data;

/// <summary>Readiness: the database takes a real write.</summary>
internal sealed class DatabaseHealth(IServiceScopeFactory scopes, TimeProvider time) : IHealthCheck
{
    private readonly Lock _lock = new();
    private Task<HealthCheckResult> _probe = Task.FromResult(HealthCheckResult.Healthy());

    /// <summary>Probes that come together share one write: anybody may ask, and must not be able to keep the disk busy.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_probe.IsCompleted) _probe = ProbeAsync();
            return _probe.WaitAsync(cancellationToken);
        }
    }

    private async Task<HealthCheckResult> ProbeAsync()
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
            using var turn = await database.AcquireWriteAsync(CancellationToken.None);
            var now = time.GetUtcNow();
            await database.MasterKeyChecks.ExecuteUpdateAsync(set => set.SetProperty(c => c.ProbedAt, now), CancellationToken.None);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or DatabaseUnavailableException)
        {
            return HealthCheckResult.Unhealthy($"WB2032: The database takes no writes. {failure.GetBaseException().Message}");
        }
    }
}
