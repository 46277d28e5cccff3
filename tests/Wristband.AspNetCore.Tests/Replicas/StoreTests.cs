using System.Net;
using System.Security.Claims;
using System.Text;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Replicas;

/// <summary>D6: sessions in the application's cache.</summary>
public class StoreTests(SharedServers servers)
{
    private static readonly Uri App = new(SdkWorld.App);

    // S-40
    [Theory]
    [InlineData(SharedServers.Memory)]
    [InlineData(SharedServers.Redis)]
    [InlineData(SharedServers.Postgres)]
    public async Task Replicas_share_sessions_and_a_logout_counts_on_all_of_them_at_once(string kind)
    {
        var cache = await servers.CacheAsync(kind);
        await using var first = await StoredWorld.StartAsync(cache);
        await using var second = await first.ReplicaAsync(cache);
        await first.SignInAsync();
        var cookies = first.Browser.Cookies.Header(App)!;

        using var there = await first.FetchAtAsync(second, "/api/hello");
        await first.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");
        using var after = await second.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));

        there.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Browser.Cookies.For(App).ShouldBeEmpty();
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await after.Content.ReadAsStringAsync()).ShouldContain("session_logged_out");
    }

    // S-35
    [Fact]
    public async Task A_session_of_any_size_fits_and_its_cookie_stays_small()
    {
        await using var world = await StoredWorld.StartAsync(new WatchedCache(), s => s.Options = o => o.Events.OnSignedIn = context =>
        {
            context.Identity.AddClaim(new Claim("plan", new string('g', 40_000)));
            return Task.CompletedTask;
        });

        await world.SignInAsync();

        (await world.FetchTextAsync("/claims")).ShouldContain(new string('g', 40_000));
        world.Browser.Cookies.RawOf(App, SdkWorld.SessionCookie)!.Length.ShouldBeLessThan(1000);
        world.Browser.Cookies.For(App).Keys.ShouldBe(
            [WristbandDefaults.CsrfCookie, SdkWorld.SessionCookie, "__Host-last-tenant"], ignoreOrder: true);
    }

    // S-31: the framework would write the new session under the key of the session that the browser brought
    [Fact]
    public async Task A_planted_cookie_does_not_become_the_victims_session()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        var attacker = world.NewBrowser();
        await world.SignInAsync("evil", attacker);
        var planted = attacker.Cookies.For(App)[SdkWorld.SessionCookie];
        world.Browser.Cookies.Put(App, SdkWorld.SessionCookie, planted);

        await world.SignInAsync("acme");

        using var attackers = await attacker.FetchAsync(HttpMethod.Get, SdkWorld.App + "/api/auth/session");
        attackers.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await (await world.SendRawAsync(HttpMethod.Get, "/", ("Cookie", $"{SdkWorld.SessionCookie}={planted}"))).Content
            .ReadAsStringAsync()).ShouldBe("home of nobody");
        (await world.FetchTextAsync("/")).ShouldBe("home of user-of-acme");
        cache.Written.Keys.Count(key => key.StartsWith("wristband:session:", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Who_reads_the_cache_learns_neither_tokens_nor_names_nor_cookies()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        await world.SignInAsync();
        var token = (await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString()!;
        var cookie = world.Cookie(SdkWorld.SessionCookie)!;

        foreach (var (key, (value, _)) in cache.Written)
        {
            var text = Encoding.Latin1.GetString(value);
            foreach (var secret in new[] { token, "user-of-acme", "alice@", "refresh-", cookie }) text.ShouldNotContain(secret);
            using var response = await world.SendRawAsync(
                HttpMethod.Get, "/api/hello", ("Cookie", $"{SdkWorld.SessionCookie}={key.Split(':')[^1]}"));
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    // An entry put under another session's key is not that session
    [Fact]
    public async Task Who_writes_the_cache_cannot_swap_sessions()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        await world.SignInAsync("evil", world.NewBrowser());
        var evil = cache.Written.Single(e => e.Key.StartsWith("wristband:session:", StringComparison.Ordinal));
        await world.SignInAsync("acme");
        var acme = cache.Written.Single(e => e.Key.StartsWith("wristband:session:", StringComparison.Ordinal) && e.Key != evil.Key);

        await cache.SetAsync(acme.Key, evil.Value.Value, evil.Value.Options);

        (await world.FetchTextAsync("/")).ShouldBe("home of nobody");
    }

    [Fact]
    public async Task An_entry_ends_with_the_idle_timeout_and_never_after_the_absolute_end()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        world.Platform.AccessTokenLife = 11 * 3600 + 1800;

        await world.SignInAsync();
        var atLogin = cache.Written.Single(e => e.Key.StartsWith("wristband:session:", StringComparison.Ordinal)).Value.Options;
        for (var i = 0; i < 23; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(30));
            (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        }
        var atRefresh = cache.Written.Single(e => e.Key.StartsWith("wristband:session:", StringComparison.Ordinal)).Value.Options;

        atLogin.SlidingExpiration.ShouldBe(TimeSpan.FromMinutes(60));
        atLogin.AbsoluteExpirationRelativeToNow.ShouldBe(TimeSpan.FromHours(12));
        world.Platform.Calls("token.refresh").ShouldBe(1);
        atRefresh.SlidingExpiration.ShouldBe(TimeSpan.FromMinutes(30));
        atRefresh.AbsoluteExpirationRelativeToNow.ShouldBe(TimeSpan.FromMinutes(30));
    }

    // S-38: also when somebody keeps the cookie
    [Fact]
    public async Task An_idle_session_ends_and_leads_back_to_its_tenant()
    {
        await using var world = await StoredWorld.StartAsync(new WatchedCache());
        world.Platform.AccessTokenLife = 86_400;
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;

        world.Clock.Advance(TimeSpan.FromMinutes(60));
        using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/members");

        (await replay.Content.ReadAsStringAsync()).ShouldContain("session_expired");
        page.Location!.PathAndQuery.ShouldBe("/api/auth/login?return_url=%2Fmembers&tenant_name=acme");
    }

    // Sessions in cookies and sessions in a cache are not mixed up when an application changes from one to the other
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_change_of_store_people_sign_in_once_more(bool fromCookie)
    {
        var cache = new WatchedCache();
        await using var first = fromCookie ? await SdkWorld.StartAsync() : await StoredWorld.StartAsync(cache);
        await using var second = fromCookie
            ? await first.ReplicaAsync(cache)
            : await SdkWorld.StartAsync(s => (s.Platform, s.Clock) = (first.Platform, first.Clock));
        await first.SignInAsync();

        using var before = await first.FetchAtAsync(second, "/api/hello");
        first.Internet.Host("app.test", second.Handler);
        await first.SignInAsync();

        before.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await first.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // S-23, across replicas
    [Theory]
    [InlineData(SharedServers.Memory)]
    [InlineData(SharedServers.Redis)]
    [InlineData(SharedServers.Postgres)]
    public async Task A_callback_repeated_at_another_replica_is_not_redeemed_again_and_gets_the_same_session(string kind)
    {
        var cache = await servers.CacheAsync(kind);
        await using var first = await StoredWorld.StartAsync(cache);
        await using var second = await first.ReplicaAsync(cache);
        var callback = await first.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members");
        var cookies = first.Browser.Cookies.Header(App)!;
        await first.Browser.GetOnceAsync(callback.AbsoluteUri);

        using var repeated = await second.SendRawAsync(HttpMethod.Get, callback.PathAndQuery, ("Cookie", cookies));

        repeated.Headers.Location!.OriginalString.ShouldBe("/members");
        var session = repeated.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(SdkWorld.SessionCookie, StringComparison.Ordinal))
            .Split(';')[0];
        using var hello = await second.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", session));
        hello.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var back = await second.SendRawAsync(HttpMethod.Get, callback.PathAndQuery, ("Cookie", session));
        back.Headers.Location!.OriginalString.ShouldBe("/members");
        first.Platform.Calls("token.code").ShouldBe(1);
        first.Platform.Revoked.ShouldBeEmpty();
    }
}
