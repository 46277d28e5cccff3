using Wristband.Platform.Background;

namespace Wristband.Platform.Tenants;

/// <summary>Looks at all hosts at start and again before what was seen is forgotten.</summary>
internal sealed class HostPreload(HostTable hosts, TimeProvider time, ILogger<HostPreload> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(Period, time, logger, LookAsync, stoppingToken, atOnce: true);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // Not on the timer's own thread: a clock that jumps hours ahead would make up for every missed look, one after the other.
        await Task.Yield();
        await hosts.RememberAllAsync(cancellationToken);
    }
}
