using Wristband.Platform.Background;

namespace Wristband.Platform.Data.Postgres;

/// <summary>Keeps the table of the limits small.</summary>
internal sealed class PermitPruning(PostgresPermits permits, TimeProvider time, ILogger<PermitPruning> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(Period, time, logger, permits.PruneAsync, stoppingToken);
}
