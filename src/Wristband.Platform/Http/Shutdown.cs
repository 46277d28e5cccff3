using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Wristband.Platform.Http;

/// <summary>
/// A stop in the order that load balancers need: first readiness says no while everything is still answered, then no new
/// connection is taken, then requests under way get ten seconds to end (G-22).
/// </summary>
internal sealed class Shutdown(IOptions<PlatformOptions> options, TimeProvider time) : IHostedLifecycleService, IHealthCheck
{
    public static readonly TimeSpan ForRequestsUnderWay = TimeSpan.FromSeconds(10);

    private volatile bool _announced;

    /// <summary>What the settings say; what cannot be read is told with all other mistakes later.</summary>
    public static TimeSpan NoticeIn(IConfiguration configuration) =>
        TimeSpan.TryParse(configuration["Platform:ShutdownNotice"], CultureInfo.InvariantCulture, out var notice) ? notice : TimeSpan.Zero;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_announced) return;
        var notice = Task.Delay(options.Value.ShutdownNotice, time, cancellationToken);
        _announced = true;
        await notice;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_announced ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
