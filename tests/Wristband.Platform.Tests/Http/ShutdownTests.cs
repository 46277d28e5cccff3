using System.Net;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Http;

public class ShutdownTests
{
    // G-22
    [Fact]
    public async Task Readiness_says_no_before_anything_else_stops()
    {
        await using var platform = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:ShutdownNotice"] = "00:00:05" });
        var application = await platform.ApplicationAsync();
        (await StatusAsync(platform, application, "/health/ready")).ShouldBe(HttpStatusCode.OK);

        var stop = platform.StopAsync();
        while (await StatusAsync(platform, application, "/health/ready") == HttpStatusCode.OK) await Task.Yield();

        (await StatusAsync(platform, application, "/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(platform, application, "/health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(platform, application, "/login")).ShouldBe(HttpStatusCode.OK);
        stop.IsCompleted.ShouldBeFalse();
        platform.Time.Advance(TimeSpan.FromSeconds(5));
        await stop;
    }

    [Fact]
    public async Task A_health_answer_says_one_word_and_no_more()
    {
        await using var platform = await PlatformHost.StartAsync();
        var application = await platform.ApplicationAsync();

        foreach (var path in new[] { "/health/live", "/health/ready" })
            (await platform.NewBrowser().GetAsync(application.Base + path)).Body.ShouldBe("Healthy");
    }

    private static async Task<HttpStatusCode> StatusAsync(PlatformHost platform, SomeApplication application, string path) =>
        (await platform.NewBrowser().GetOnceAsync(application.Base + path)).Status;
}
