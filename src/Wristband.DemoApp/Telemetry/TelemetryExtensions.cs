using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Wristband.DemoApp.Telemetry;

/// <summary>
/// Traces, metrics and logs for whoever watches the demo: sent to a collector, or, for metrics, served to Prometheus. Nothing is
/// registered unless the variables of OpenTelemetry ask for it.
/// </summary>
internal static class TelemetryExtensions
{
    // __WRISTBAND__ The SDK's meter and activity source have this name; a trace goes on through the platform to its database.
    private const string Sdk = "Wristband.AspNetCore";

    private static readonly string[] Meters =
        [Sdk, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"];

    private static readonly string[] Sources = [Sdk, "System.Net.Http"];

    /// <summary>Call it when all settings are known: what it registers hangs on them.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, AddressesInLogs>();
        builder.Services.AddTimesToJsonLogs();
        var asked = AskedTelemetry.Read(builder.Configuration);
        if (!asked.Otlp && asked.PrometheusPort is null) return builder;
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(Describe)
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddView(WithoutAddresses));
        if (asked.PrometheusPort is { } port)
        {
            telemetry.WithMetrics(metrics => metrics.AddPrometheusExporter());
            builder.Services.AddHostedService(provider =>
                new PrometheusServer(port, asked.PrometheusHost, provider.GetRequiredService<MeterProvider>()));
        }
        if (asked.Otlp)
        {
            telemetry.WithTracing(traces => traces.AddSource(Sources).AddAspNetCoreInstrumentation(web => web.Filter = IsWatched)
                .AddProcessor(new AddressesInTraces()));
            telemetry.WithLogging(configureBuilder: null, configureOptions: logs => logs.IncludeFormattedMessage = true);
            telemetry.UseOtlpExporter();
        }
        return builder;
    }

    // Logging:Console:FormatterName=json is all that somebody should need to set. First in line: settings come after it and win.
    private static void AddTimesToJsonLogs(this IServiceCollection services) => services.Insert(
        0, ServiceDescriptor.Singleton<IConfigureOptions<JsonConsoleFormatterOptions>>(
            new ConfigureOptions<JsonConsoleFormatterOptions>(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
                // The trace to which a line belongs.
                json.IncludeScopes = true;
            })));

    // What the variables say comes last, and counts.
    private static void Describe(ResourceBuilder resource) => resource
        .AddService("wristband-demo", serviceVersion: typeof(TelemetryExtensions).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddEnvironmentVariableDetector();

    // A host may name a tenant, and each one would be a series of its own.
    private static MetricStreamConfiguration? WithoutAddresses(Instrument instrument) => instrument switch
    {
        { Name: "http.client.request.duration" } =>
            new MetricStreamConfiguration { TagKeys = ["http.request.method", "http.response.status_code", "error.type"] },
        { Meter.Name: "System.Net.Http" } => MetricStreamConfiguration.Drop,
        _ => null,
    };

    // Probes and scrapes come every few seconds and say nothing.
    private static bool IsWatched(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && context.Request.Path != PrometheusServer.Path;
}
