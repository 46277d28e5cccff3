using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Wristband.DemoApp.Telemetry;

/// <summary>
/// GET /metrics for Prometheus: a server of its own, on a port of its own, so that no public listener can ever answer it.
/// </summary>
internal sealed class PrometheusServer(int port, IPAddress? host, MeterProvider metrics) : IHostedService, IAsyncDisposable
{
    public const string Path = "/metrics";
    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (host is null) kestrel.ListenAnyIP(port);
            else kestrel.Listen(host, port);
        });
        _server = builder.Build();
        _server.Use(LeaveOutOfMetrics);
        _server.UseOpenTelemetryPrometheusScrapingEndpoint(
            metrics, predicate: null, Path, configureBranchedPipeline: null, optionsName: null);
        try
        {
            await _server.StartAsync(cancellationToken);
        }
        catch (IOException failure)
        {
            throw new OptionsValidationException(
                "OTEL_EXPORTER_PROMETHEUS_PORT", typeof(AskedTelemetry),
                [$"Nothing can be served to Prometheus on port {port}. {failure.Message}"]);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Scrapes are not among the requests that people count.
    private static Task LeaveOutOfMetrics(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } tags) tags.MetricsDisabled = true;
        return next(context);
    }
}
