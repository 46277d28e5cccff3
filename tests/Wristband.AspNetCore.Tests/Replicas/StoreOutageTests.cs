using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Replicas;

/// <summary>A cache that is away signs nobody out, and never makes a server error of ours.</summary>
public class StoreOutageTests
{
    private static readonly Uri App = new(SdkWorld.App);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_with_a_session_answer_503_until_the_cache_is_back(bool hangs)
    {
        var logs = new CollectedLogs();
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache, s => logs = s.Logs);
        await world.SignInAsync();
        (cache.IsDown, cache.Hangs) = (!hangs, hangs);

        using var api = await PatientAsync(world, hangs, 1, () => world.FetchAsync("/api/hello"));
        var page = await PatientAsync(world, hangs, 2, () => world.Browser.GetOnceAsync(SdkWorld.App + "/members"));
        using var open = await PatientAsync(world, hangs, 3, () => world.FetchAsync("/"));
        (cache.IsDown, cache.Hangs) = (false, false);

        api.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        api.Headers.RetryAfter.ShouldNotBeNull();
        (await api.Content.ReadAsStringAsync()).ShouldContain("session_store_unavailable");
        api.Headers.Contains("Set-Cookie").ShouldBeFalse();
        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Body.ShouldContain("WB1305");
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
        logs.Lines.Count(l => l.Id.Id == 1305).ShouldBe(1);
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_login_says_that_its_session_cannot_be_kept_and_its_tokens_are_revoked()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        world.Platform.EditTokenAnswer = _ => cache.IsDown = true;

        var page = await world.Browser.GetAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme");
        await world.Platform.AnsweredAsync("revoke");

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Body.ShouldContain("WB1214");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
        world.Platform.EditTokenAnswer = _ => { };
        cache.IsDown = false;
        await world.SignInAsync();
    }

    // S-40: who is told to be signed out has to be
    [Fact]
    public async Task A_logout_says_that_it_did_not_happen_and_works_when_the_cache_is_back()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;

        cache.IsDown = true;
        var refused = await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");
        cache.IsDown = false;
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        var done = await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");

        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Body.ShouldContain("WB1404");
        done.Location!.Host.ShouldBe("acme-demo.platform.test");
        world.Platform.Revoked.Count.ShouldBe(1);
        using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // The same when the cache goes away between the look and the end
    [Fact]
    public async Task A_logout_that_fails_half_way_says_so_too()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        await world.SignInAsync();
        cache.BeforeSet = _ => throw new TimeoutException("The cache is away.");

        (await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task The_applications_own_sign_out_is_no_error()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache, s => s.Routes = app => app.MapGet("/sign-out", async context =>
        {
            cache.IsDown = true;
            await context.SignOutAsync(WristbandDefaults.SessionScheme);
        }));
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;

        using var response = await world.FetchAsync("/sign-out");
        cache.IsDown = false;

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        world.Browser.Cookies.For(App).Keys.ShouldBe(["__Host-last-tenant"]);
        // This process knows better than the cache.
        using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-69: tokens that the cache did not take are stored by the next request
    [Fact]
    public async Task Renewed_tokens_survive_a_cache_that_was_away_for_a_moment()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache);
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        world.Platform.EditTokenAnswer = _ => cache.IsDown = true;

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        cache.IsDown = false;
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        world.Platform.Calls("token.refresh").ShouldBe(1);
    }

    /// <summary>A request to a cache that hangs goes on when its three seconds are over.</summary>
    private static async Task<T> PatientAsync<T>(SdkWorld world, bool hangs, int number, Func<Task<T>> request)
    {
        // A watch is named by its range, and each request needs one of its own.
        var waits = world.Clock.TimerAsync(TimeSpan.FromSeconds(3) - TimeSpan.FromMilliseconds(number), TimeSpan.FromSeconds(3));
        var answer = request();
        if (hangs)
        {
            await waits;
            world.Clock.Advance(TimeSpan.FromSeconds(3));
        }
        return await answer;
    }
}
