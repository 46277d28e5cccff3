using System.Net;
using Medallion.Threading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Replicas;

/// <summary>S-62: replicas that refresh one session.</summary>
public class LockTests(SharedServers servers)
{
    private static readonly Uri App = new(SdkWorld.App);

    // D-26 and D-27 with a platform that forgives nothing
    [Theory]
    [InlineData(SharedServers.Redis)]
    [InlineData(SharedServers.Postgres)]
    public async Task With_store_and_locks_three_replicas_make_one_refresh_and_all_requests_succeed(string kind)
    {
        var cache = await servers.CacheAsync(kind);
        var locks = await servers.LocksAsync(kind);
        await using var first = await StoredWorld.StartAsync(cache, s => Lock(s, locks));
        await using var second = await first.ReplicaAsync(cache, s => Lock(s, locks));
        await using var third = await first.ReplicaAsync(cache, s => Lock(s, locks));
        SdkWorld[] replicas = [first, second, third];
        await first.SignInAsync();
        for (var round = 1; round <= 3; round++)
        {
            first.Clock.Advance(TimeSpan.FromMinutes(31));
            var cookies = first.Browser.Cookies.Header(App)!;

            var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
                replicas[i % 3].SendRawAsync(HttpMethod.Get, "/api/auth/token", ("Cookie", cookies))));

            answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
            first.Platform.Calls("token.refresh").ShouldBe(round);
            (await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()))).Distinct().Count().ShouldBe(1);
            first.Browser.Cookies.Store(App, answers[round].Headers.GetValues("Set-Cookie"));
        }
    }

    // Without locks, and without the platform's leeway: the loser reads what the winner stored
    [Fact]
    public async Task A_replica_whose_refresh_came_second_goes_on_with_the_tokens_of_the_first()
    {
        var cache = new WatchedCache();
        await using var first = await StoredWorld.StartAsync(cache);
        await using var second = await first.ReplicaAsync(cache);
        await first.SignInAsync();
        first.Clock.Advance(TimeSpan.FromMinutes(31));
        var cookies = first.Browser.Cookies.Header(App)!;
        TaskCompletionSource[] turns = [new(), new()];
        var arrived = -1;
        first.Platform.Answers["token.refresh"] = async context =>
        {
            var number = Interlocked.Increment(ref arrived);
            await turns[number].Task;
            if (number == 1) await FakePlatform.RefuseAsync(context, 400, "invalid_grant");
            else await context.Response.WriteAsJsonAsync(NewTokens(first));
        };

        var winner = first.SendRawAsync(HttpMethod.Get, "/api/auth/token", ("Cookie", cookies));
        await first.Platform.CalledAsync("token.refresh");
        var loser = second.SendRawAsync(HttpMethod.Get, "/api/auth/token", ("Cookie", cookies));
        await first.Platform.CalledAsync("token.refresh", 2);
        turns[0].SetResult();
        using var won = await winner;
        turns[1].SetResult();
        using var lost = await loser;

        lost.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await lost.Content.ReadAsStringAsync()).ShouldBe(await won.Content.ReadAsStringAsync());
    }

    // And when nobody stored anything newer, the grant is dead indeed
    [Fact]
    public async Task A_dead_grant_still_ends_the_session_on_all_replicas()
    {
        var cache = new WatchedCache();
        await using var first = await StoredWorld.StartAsync(cache);
        await using var second = await first.ReplicaAsync(cache);
        await first.SignInAsync();
        var cookies = first.Browser.Cookies.Header(App)!;
        first.Platform.Answers["token.refresh"] = context => FakePlatform.RefuseAsync(context, 400, "invalid_grant");
        first.Clock.Advance(TimeSpan.FromMinutes(30));

        using var here = await first.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        using var there = await second.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));

        (await here.Content.ReadAsStringAsync()).ShouldContain("session_revoked");
        there.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        first.Platform.Calls("token.refresh").ShouldBe(1);
    }

    // S-23: several callbacks of one login at once
    [Theory]
    [InlineData(SharedServers.Redis)]
    [InlineData(SharedServers.Postgres)]
    public async Task A_callback_that_reaches_two_replicas_at_once_is_redeemed_once(string kind)
    {
        var cache = await servers.CacheAsync(kind);
        var locks = await servers.LocksAsync(kind);
        await using var first = await StoredWorld.StartAsync(cache, s => Lock(s, locks));
        await using var second = await first.ReplicaAsync(cache, s => Lock(s, locks));
        var callback = await first.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members");
        var cookies = first.Browser.Cookies.Header(App)!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            (i % 2 == 0 ? first : second).SendRawAsync(HttpMethod.Get, callback.PathAndQuery, ("Cookie", cookies))));

        answers.ShouldAllBe(a => a.Headers.Location!.OriginalString == "/members");
        answers.ShouldAllBe(
            a => a.Headers.GetValues("Set-Cookie").Any(c => c.StartsWith(SdkWorld.SessionCookie + "=", StringComparison.Ordinal)));
        first.Platform.Calls("token.code").ShouldBe(1);
    }

    // A lock saves work; it guards nothing
    [Fact]
    public async Task Locks_that_cannot_be_had_hold_nobody_up()
    {
        var logs = new CollectedLogs();
        await using var world = await StoredWorld.StartAsync(new WatchedCache(), s =>
        {
            logs = s.Logs;
            Lock(s, new BrokenLocks());
        });
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(31));

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");

        world.Platform.Calls("token.refresh").ShouldBe(1);
        logs.Lines.ShouldContain(l => l.Id.Id == 1304);
    }

    // S-01
    [Fact]
    public async Task Locks_that_nobody_registered_stop_the_start()
    {
        var failure = await Should.ThrowAsync<OptionsValidationException>(
            () => SdkWorld.StartAsync(s => s.Settings["Wristband:DistributedLocks"] = "true"));

        failure.Failures.ShouldHaveSingleItem().ShouldStartWith("WB1053");
    }

    private static void Lock(SdkWorldSetup setup, IDistributedLockProvider locks)
    {
        setup.Settings["Wristband:DistributedLocks"] = "true";
        setup.Before = builder => builder.Services.AddSingleton(locks);
    }

    private static object NewTokens(SdkWorld world) => new
    {
        access_token = world.Platform.NewAccessToken(Person.In("acme")),
        token_type = "Bearer",
        expires_in = 1800,
        refresh_token = "refresh-of-the-winner",
    };

    private sealed class BrokenLocks : IDistributedLockProvider
    {
        public IDistributedLock CreateLock(string name) => throw new TimeoutException("The locks are away.");
    }
}
