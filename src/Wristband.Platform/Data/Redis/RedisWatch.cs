using Wristband.Platform.Background;

namespace Wristband.Platform.Data.Redis;

/// <summary>Asks Redis regularly, so that people meet neither its loss nor its return.</summary>
internal sealed class RedisWatch(RedisPermits permits, ILogger<RedisWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Who comes first finds a connection, or finds it said that there is none.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await permits.ProbeAsync();
        await base.StartAsync(cancellationToken);
    }

    // A matter between two machines: it goes by the machine's clock.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(Period, TimeProvider.System, logger, _ => permits.ProbeAsync(), stoppingToken);
}
