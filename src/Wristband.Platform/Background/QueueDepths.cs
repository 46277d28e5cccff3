using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Background;

/// <summary>A queue whose length is of interest.</summary>
/// <param name="Name">What dashboards call it.</param>
/// <param name="WaitingSince">When each row that waits was written.</param>
internal sealed record WatchedQueue(string Name, Func<PlatformDbContext, IQueryable<DateTimeOffset>> WaitingSince);

/// <summary>
/// Looks every few seconds how much waits and for how long, as long as somebody listens. The rows are everybody's: each replica says the
/// same.
/// </summary>
internal sealed class QueueDepths(
    IEnumerable<WatchedQueue> queues, IServiceScopeFactory scopes, IMeterFactory meters, TimeProvider time, ILogger<QueueDepths> logger)
    : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);

    private readonly Gauge<long> _depth = meters.PlatformMeter().CreateGauge<long>(
        "wristband.platform.queue.depth", "{row}", "What waits, by queue: mail, logout.");

    private readonly Gauge<double> _age = meters.PlatformMeter().CreateGauge<double>(
        "wristband.platform.queue.age", "s", "How long the oldest of it has waited, by queue.");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(Round, time, logger, MeasureAsync, stoppingToken);

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        if (!_depth.Enabled) return;
        await using var unit = scopes.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterEveryApplication();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        foreach (var queue in queues)
        {
            var waiting = queue.WaitingSince(database);
            var depth = await waiting.LongCountAsync(cancellationToken);
            var oldest = depth == 0 ? time.GetUtcNow() : await waiting.OrderBy(at => at).FirstOrDefaultAsync(cancellationToken);
            _depth.Record(depth, PlatformTelemetry.Tag("queue", queue.Name));
            _age.Record((time.GetUtcNow() - oldest).TotalSeconds, PlatformTelemetry.Tag("queue", queue.Name));
        }
    }
}
