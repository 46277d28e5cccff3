using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>X-D35: readiness knows what sign-ins need.</summary>
public class DemoReadinessTests(SharedDemo shared)
{
    [Fact]
    public async Task XD35_readiness_knows_the_database_the_platform_and_the_session_keys()
    {
        var report = await shared.Host.Services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(TestContext.Current.CancellationToken);

        report.Entries.Keys.ShouldBe(["database", "wristband"], ignoreOrder: true);
        report.Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task XD35_a_platform_that_is_away_is_told_and_stops_no_traffic()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var demo = await DemoHost.StartAsync(platform, await platform.ApplicationAsync(), new Dictionary<string, string?>
        {
            ["Wristband:ApplicationVanityDomain"] = "http://nowhere.dev.localhost:6002",
        });

        var ready = await demo.NewBrowser().GetAsync(DemoHost.Url + "/health/ready");

        ready.Body.ShouldBe("Degraded");
        ready.Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
