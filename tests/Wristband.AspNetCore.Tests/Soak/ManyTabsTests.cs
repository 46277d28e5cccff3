using System.Net;
using Microsoft.AspNetCore.Builder;
using Wristband.AspNetCore.Tests.World;
using Wristband.TestSupport;

namespace Wristband.AspNetCore.Tests.Soak;

/// <summary>One browser, many requests at the worst moment, again and again.</summary>
public class ManyTabsTests
{
    private static readonly Uri App = new(SdkWorld.App);
    private static readonly TimeSpan PastATokensLife = TimeSpan.FromMinutes(31);

    // S-60, D-26
    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public async Task Parallel_requests_with_an_expired_token_make_one_refresh_and_all_succeed(int requests)
    {
        await using var world = await SdkWorld.StartAsync();
        for (var round = 0; round < Rounds.Of(full: 100, bounded: 3); round++)
        {
            // A session ends after twelve hours whatever happens.
            if (round % 20 == 0) await world.SignInAsync();
            world.Clock.Advance(PastATokensLife);

            var answers = await Task.WhenAll(Enumerable.Range(0, requests).Select(_ => world.FetchAsync("/api/auth/token")));

            answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
            var tokens = (await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()))).Distinct().ToList();
            world.Platform.Calls("token.refresh").ShouldBe(round + 1);
            tokens.ShouldBe([await world.FetchTextAsync("/api/auth/token")], "the jar holds the newest token");
            world.Platform.Calls("token.refresh").ShouldBe(round + 1);
        }
    }

    // S-40, D-30
    [Fact]
    public async Task A_logout_in_the_midst_of_requests_leaves_no_session_and_kills_the_old_cookie()
    {
        var gate = new TaskCompletionSource();
        var entered = new SemaphoreSlim(0);
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app => app.MapGet("/slow", async () =>
        {
            var open = gate.Task;
            entered.Release();
            await open;
            return "slow";
        }).RequireWristbandSession());
        for (var round = 0; round < Rounds.Of(full: 50, bounded: 5); round++)
        {
            await world.SignInAsync();
            world.Clock.Advance(PastATokensLife);
            var old = world.Browser.Cookies.Header(App)!;
            var slow = Enumerable.Range(0, 20).Select(_ => world.FetchAsync("/slow")).ToArray();
            for (var i = 0; i < slow.Length; i++) await entered.WaitAsync(TestContext.Current.CancellationToken);

            await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");
            gate.SetResult();
            await Task.WhenAll(slow);

            world.Browser.Cookies.For(App).ShouldBeEmpty($"round {round}");
            using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", old));
            replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"round {round}");
            gate = new TaskCompletionSource();
        }
    }
}
