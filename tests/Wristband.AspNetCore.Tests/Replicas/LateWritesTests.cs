using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tests.World;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tests.Replicas;

/// <summary>S-39, S-40: nothing that ends late brings back a session, or an older state of it.</summary>
public class LateWritesTests(SharedServers servers)
{
    private static readonly Uri App = new(SdkWorld.App);

    // D-30
    [Theory]
    [InlineData(SharedServers.Memory)]
    [InlineData(SharedServers.Redis)]
    [InlineData(SharedServers.Postgres)]
    public async Task A_refresh_that_ends_after_a_logout_elsewhere_brings_nothing_back_and_its_tokens_are_revoked(string kind)
    {
        var cache = await servers.CacheAsync(kind);
        await using var first = await StoredWorld.StartAsync(cache);
        await using var second = await first.ReplicaAsync(cache);
        await first.SignInAsync();
        first.Clock.Advance(TimeSpan.FromMinutes(31));
        var cookies = first.Browser.Cookies.Header(App)!;
        var goOn = HoldRefresh(first);

        var slow = first.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        await first.Platform.CalledAsync("token.refresh");
        using var logout = await second.SendRawAsync(HttpMethod.Get, "/api/auth/logout", ("Cookie", cookies));
        goOn.SetResult();
        using var late = await slow;
        await first.Platform.AnsweredAsync("revoke", 2);

        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var replica in new[] { first, second })
        {
            using var replay = await replica.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
            replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
        first.Platform.Revoked.Distinct().Count().ShouldBe(2);
    }

    // The logout comes between the look at the entry and its write
    [Fact]
    public async Task A_write_that_a_logout_overtakes_is_taken_back()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        cache.BeforeSet = async key =>
        {
            if (!key.StartsWith("wristband:session:", StringComparison.Ordinal)) return;
            cache.BeforeSet = _ => Task.CompletedTask;
            var store = Part<SessionStore>(world);
            await store.EndAsync(await TicketAsync(world));
        };

        using var late = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));

        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        // A process that was not there learns it from the cache.
        await using var other = await world.ReplicaAsync(cache);
        using var replay = await other.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        (await replay.Content.ReadAsStringAsync()).ShouldContain("session_logged_out");
    }

    [Fact]
    public async Task An_older_state_of_a_session_does_not_replace_a_newer_one()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        await world.SignInAsync();
        var store = Part<SessionStore>(world);
        var old = await TicketAsync(world);
        var stored = await store.FindAsync(old.Id);
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        var newest = (await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString();

        (await store.ReplaceAsync(stored!.Principal, old)).ShouldBeTrue();

        SessionTicket.Read((await store.FindAsync(old.Id))!.Properties)!.AccessToken.ShouldBe(newest);
    }

    private static TaskCompletionSource HoldRefresh(SdkWorld world)
    {
        var goOn = new TaskCompletionSource();
        world.Platform.Answers["token.refresh"] = async context =>
        {
            await goOn.Task;
            await context.Response.WriteAsJsonAsync(new
            {
                access_token = world.Platform.NewAccessToken(Person.In("acme")),
                token_type = "Bearer",
                expires_in = 1800,
                refresh_token = "refresh-of-a-dead-session",
            });
        };
        return goOn;
    }

    /// <summary>What the cache holds of the world's only session.</summary>
    private static async Task<SessionTicket> TicketAsync(SdkWorld world)
    {
        var format =
            world.Services.GetRequiredService<IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>()
            .Get(WristbandDefaults.SessionScheme).TicketDataFormat;
        var reference = format.Unprotect(world.Cookie(SdkWorld.SessionCookie))!;
        var stored = await Part<SessionStore>(world).FindAsync(SessionReference.Read(reference.Properties)!.Id);
        return SessionTicket.Read(stored!.Properties)!;
    }

    private static T Part<T>(SdkWorld world) where T : notnull =>
        world.Services.GetRequiredKeyedService<SchemeServices>(Options.DefaultName).GetRequiredService<T>();
}
