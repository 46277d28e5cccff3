using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Wristband.Platform.Startup;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Telemetry;

/// <summary>Nothing is sent, served or registered unless the variables of OpenTelemetry ask for it.</summary>
public class AskedTelemetryTests(SharedPlatform shared)
{
    [Fact]
    public void Nothing_is_registered_unless_asked()
    {
        shared.Host.Services.GetService<TracerProvider>().ShouldBeNull();
        shared.Host.Services.GetService<MeterProvider>().ShouldBeNull();
    }

    [Fact]
    public async Task Prometheus_gets_a_port_of_its_own_and_the_public_one_has_no_metrics()
    {
        var port = LoopbackNetwork.FreePort();
        await using var platform = await PlatformHost.StartAsync(Asking(port));
        var tenant = await platform.TenantAsync();
        var browser = platform.NewBrowser();
        (await browser.GetAsync(tenant.Base + "/metrics")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var client = new HttpClient(LoopbackNetwork.Handler());

        var metrics = await client.GetStringAsync(new Uri($"http://localhost:{port}/metrics"), TestContext.Current.CancellationToken);

        metrics.ShouldContain("wristband_platform_cache_lookups_total{");
        metrics.ShouldContain("db_client_operation_duration_seconds_bucket{");
        metrics.ShouldNotContain(tenant.Name + "-");
        using var elsewhere = await client.GetAsync(new Uri($"http://localhost:{port}/login"), TestContext.Current.CancellationToken);
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        platform.Services.GetService<TracerProvider>().ShouldBeNull("nobody asked for traces");
    }

    [Fact]
    public async Task One_variable_switches_all_of_it_off()
    {
        await using var platform = await PlatformHost.StartAsync(
            new Dictionary<string, string?>(Asking(LoopbackNetwork.FreePort())) { ["OTEL_SDK_DISABLED"] = "true" });

        platform.Services.GetService<MeterProvider>().ShouldBeNull();
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_PROMETHEUS_PORT", "http")]
    [InlineData("OTEL_EXPORTER_PROMETHEUS_PORT", "0")]
    [InlineData("OTEL_EXPORTER_PROMETHEUS_PORT", "70000")]
    [InlineData("OTEL_EXPORTER_PROMETHEUS_HOST", "metrics.example")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    public async Task What_cannot_be_read_stops_the_start(string variable, string value)
    {
        var start = () => PlatformHost.StartAsync(new Dictionary<string, string?> { [variable] = value });

        var problem = await start.ShouldThrowAsync<RefusedStartException>();

        problem.Message.ShouldStartWith($"WB2160: {variable} ");
    }

    [Fact]
    public async Task A_port_that_is_taken_stops_the_start()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var start = () => PlatformHost.StartAsync(Asking(((IPEndPoint)other.LocalEndpoint).Port));

        (await start.ShouldThrowAsync<RefusedStartException>()).Message.ShouldStartWith("WB2161: ");
    }

    private static Dictionary<string, string?> Asking(int port) => new()
    {
        ["OTEL_EXPORTER_PROMETHEUS_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["OTEL_EXPORTER_PROMETHEUS_HOST"] = "localhost",
    };
}
