using System.Net;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Backchannel;

/// <summary>D-24: the platform's clock and ours disagree.</summary>
public class ClockSkewTests
{
    [Theory]
    [InlineData(-600)]
    [InlineData(-90)]
    [InlineData(-30)]
    [InlineData(30)]
    [InlineData(60)]
    public async Task A_login_succeeds_while_the_platforms_clock_is_behind_or_hardly_ahead(int seconds)
    {
        var clock = new WatchedClock();
        await using var platform = await FakePlatform.StartAsync(Ahead(seconds));
        await using var world = await SdkWorld.StartAsync(s => (s.Platform, s.Clock) = (platform, clock));

        await world.SignInAsync();

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // OpenID Connect Core 3.1.3.7: a token from the future is refused, and the page says so once. X-D16, X-D28
    [Theory]
    [InlineData(62)]
    [InlineData(90)]
    [InlineData(600)]
    public async Task XD28_a_login_ends_with_one_page_that_names_the_clocks_when_the_platform_is_far_ahead(int seconds)
    {
        var (clock, logs) = (new WatchedClock(), new CollectedLogs());
        await using var platform = await FakePlatform.StartAsync(Ahead(seconds));
        await using var world = await SdkWorld.StartAsync(s => (s.Platform, s.Clock, logs) = (platform, clock, s.Logs));

        var page = await world.Browser.GetAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.BadGateway);
        page.Body.ShouldContain("WB1218");
        page.Text.ShouldContain("clocks");
        var line = logs.Lines.Single(l => l.Id.Id == 1218).Text;
        foreach (var time in new[] { clock.GetUtcNow(), clock.GetUtcNow().AddSeconds(seconds) })
        {
            var said = time.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
            page.Text.ShouldContain(said);
            line.ShouldContain(said);
        }
        page.Hops.Count.ShouldBe(3, "login, authorize, callback: no loop");
        world.Platform.Calls("token.code").ShouldBe(1);
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(-90)]
    [InlineData(30)]
    public async Task A_token_is_renewed_once_in_its_life_whatever_the_platforms_clock_says(int seconds)
    {
        var (clock, theirs) = (new WatchedClock(), Ahead(seconds));
        await using var platform = await FakePlatform.StartAsync(theirs);
        await using var world = await SdkWorld.StartAsync(s => (s.Platform, s.Clock) = (platform, clock));
        await world.SignInAsync();

        for (var minute = 0; minute < 90; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            theirs.Advance(TimeSpan.FromMinutes(1));
            (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        }

        world.Platform.Calls("token.refresh").ShouldBe(3);
    }

    private static WatchedClock Ahead(int seconds)
    {
        var clock = new WatchedClock();
        clock.AdjustTime(clock.GetUtcNow() + TimeSpan.FromSeconds(seconds));
        return clock;
    }
}
