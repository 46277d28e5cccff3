using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Session;

public class SessionTests
{
    private static readonly Uri App = new(SdkWorld.App);

    // S-35, B0
    [Fact]
    public async Task The_session_cookie_is_host_bound_secure_and_out_of_reach_for_scripts()
    {
        await using var world = await SdkWorld.StartAsync();

        await world.SignInAsync();

        var session = world.Browser.Cookies.RawOf(App, SdkWorld.SessionCookie)!;
        session.ShouldContain("path=/");
        session.ShouldContain("secure");
        session.ShouldContain("httponly");
        session.ShouldContain("samesite=lax");
        session.ShouldNotContain("domain=");
        session.Length.ShouldBeLessThanOrEqualTo(4096);
        var csrf = world.Browser.Cookies.RawOf(App, WristbandDefaults.CsrfCookie)!;
        csrf.ShouldContain("secure");
        csrf.ShouldContain("samesite=lax");
        csrf.ShouldNotContain("httponly");
        csrf.ShouldNotContain("domain=");
        Expiry(csrf).ShouldBe(Expiry(session));
    }

    [Fact]
    public async Task SameSite_can_be_strict()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:SessionSameSite"] = "Strict");

        await world.SignInAsync();

        world.Browser.Cookies.RawOf(App, SdkWorld.SessionCookie)!.ShouldContain("samesite=strict");
        world.Browser.Cookies.RawOf(App, WristbandDefaults.CsrfCookie)!.ShouldContain("samesite=strict");
    }

    // B0: plain http is for this machine in Development only
    [Theory]
    [InlineData("Development", "http://localhost:6001", "demo-client.session", false)]
    [InlineData("Development", "http://demo.localhost:6001", "demo-client.session", false)]
    [InlineData("Development", "http://127.0.0.1:6001", "demo-client.session", false)]
    [InlineData("Development", "https://localhost:6001", "__Host-session", true)]
    [InlineData("Production", "http://localhost:6001", "__Host-session", true)]
    [InlineData("Development", "http://app.test", "__Host-session", true)]
    public async Task Only_in_development_on_this_machine_do_cookies_go_without_prefix_and_secure(
        string environment, string app, string name, bool secure)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Environment = environment);
        world.Internet.Host("localhost", world.Handler).HostsBelow("localhost", world.Handler).Host("127.0.0.1", world.Handler);
        using var login = await world.SendToAsync(HttpMethod.Get, app + "/api/auth/login?tenant_name=acme&moved=1");
        var authorize = login.Headers.Location!;
        var state = login.Headers.GetValues("Set-Cookie").Single();
        using var platform = await world.SendToAsync(HttpMethod.Get, authorize.AbsoluteUri);
        using var callback = await world.SendToAsync(
            HttpMethod.Get, app + platform.Headers.Location!.PathAndQuery, ("Cookie", state.Split(';')[0]));

        var session = callback.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(name + "=", StringComparison.Ordinal));
        session.Contains("secure", StringComparison.Ordinal).ShouldBe(secure);
        state.Contains("secure", StringComparison.Ordinal).ShouldBe(secure);
        state.StartsWith("__Host-", StringComparison.Ordinal).ShouldBe(secure);
    }

    // S-42, C-27
    [Fact]
    public async Task The_users_claims_hold_no_token()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var token = (await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString()!;

        var claims = await world.FetchTextAsync("/claims");

        claims.ShouldContain("user-of-acme");
        claims.ShouldNotContain(token[..20]);
        claims.ShouldNotContain("refresh-");
    }

    [Fact]
    public async Task The_user_has_the_protocols_claims_and_roles()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        var claims = (await world.FetchJsonAsync("/claims")).EnumerateArray()
            .ToDictionary(c => c.GetProperty("type").GetString()!, c => c.GetProperty("value").GetString());

        claims.ShouldBe(new Dictionary<string, string?>
        {
            ["sub"] = "user-of-acme",
            ["tnt_id"] = "id-of-acme",
            ["tnt_name"] = "acme",
            ["app_id"] = "app-demo",
            ["idp_name"] = "wristband",
            ["given_name"] = "Alice",
            ["email"] = "alice@acme.example",
            ["email_verified"] = "true",
            ["roles"] = "app:demo:owner",
        }, ignoreOrder: true);
        (await world.FetchTextAsync("/owners")).ShouldBe("owners");
    }

    // S-38
    [Fact]
    public async Task A_session_that_is_not_used_ends_after_an_hour()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.AccessTokenLife = 86_400;
        await world.SignInAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(60));
        using var response = await world.FetchAsync("/api/hello");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldContain("session_expired");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
        world.Cookie(WristbandDefaults.CsrfCookie).ShouldBeNull();
    }

    // S-37, C-23
    [Fact]
    public async Task A_session_in_constant_use_ends_twelve_hours_after_login()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.AccessTokenLife = 86_400;
        await world.SignInAsync();

        for (var minutes = 0; minutes < 12 * 60 - 30; minutes += 30)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(30));
            (await world.FetchTextAsync("/api/hello")).ShouldBe("hello", $"after {minutes + 30} minutes");
        }
        world.Clock.Advance(TimeSpan.FromMinutes(30));

        using var response = await world.FetchAsync("/api/hello");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-37, S-38: also when somebody keeps the cookie beyond the end that it names
    [Fact]
    public async Task A_kept_cookie_in_constant_use_is_refused_at_exactly_twelve_hours()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.AccessTokenLife = 86_400;
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;
        var end = world.Clock.GetUtcNow() + TimeSpan.FromHours(12);

        while (world.Clock.GetUtcNow() < end - TimeSpan.FromSeconds(1))
        {
            var left = end - TimeSpan.FromSeconds(1) - world.Clock.GetUtcNow();
            world.Clock.Advance(left < TimeSpan.FromMinutes(30) ? left : TimeSpan.FromMinutes(30));
            cookies = await StayAsync(world, cookies);
        }
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        using var over = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));

        over.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await over.Content.ReadAsStringAsync()).ShouldContain("session_expired");
    }

    // D-25
    [Fact]
    public async Task A_clock_that_jumps_back_an_hour_gives_a_session_that_hour_and_no_more()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.AccessTokenLife = 86_400;
        await world.SignInAsync();
        var login = world.Clock.GetUtcNow();
        world.Clock.Advance(TimeSpan.FromMinutes(30));
        var cookies = await StayAsync(world, world.Browser.Cookies.Header(App)!);
        world.Clock.AdjustTime(world.Clock.GetUtcNow() - TimeSpan.FromHours(1));

        while (world.Clock.GetUtcNow() < login + TimeSpan.FromHours(11.5))
        {
            cookies = await StayAsync(world, cookies);
            world.Clock.Advance(TimeSpan.FromMinutes(30));
        }
        world.Clock.Advance(TimeSpan.FromMinutes(30));
        using var over = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));

        world.Clock.GetUtcNow().ShouldBe(login + TimeSpan.FromHours(12));
        over.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await over.Content.ReadAsStringAsync()).ShouldContain("session_expired");
    }

    // D-25
    [Fact]
    public async Task A_clock_that_jumps_a_day_ahead_ends_a_session()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.AccessTokenLife = 86_400;
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;

        world.Clock.AdjustTime(world.Clock.GetUtcNow() + TimeSpan.FromDays(1));
        using var over = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));

        over.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        world.Platform.Calls("token.refresh").ShouldBe(0);
    }

    // S-37: the cookie never promises more than the absolute end
    [Fact]
    public async Task A_reissued_cookie_keeps_the_absolute_end()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.AccessTokenLife = 86_400;
        await world.SignInAsync();
        var end = world.Clock.GetUtcNow().AddHours(12);

        for (var i = 0; i < 20; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(30));
            await world.FetchTextAsync("/api/hello");
            (Expiry(world.Browser.Cookies.RawOf(App, SdkWorld.SessionCookie)!) - end).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(2));
        }
    }

    // S-39, D-38
    [Fact]
    public async Task The_cookie_is_written_again_after_five_minutes_and_not_before()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        world.Clock.Advance(TimeSpan.FromSeconds(299));
        using (var early = await world.FetchAsync("/api/hello")) early.Headers.Contains("Set-Cookie").ShouldBeFalse();
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        using var due = await world.FetchAsync("/api/hello");

        due.Headers.GetValues("Set-Cookie").Count().ShouldBe(2);
        // G-08: a shared cache must not keep it
        due.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    // S-43, D-31
    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("chunks-")]
    [InlineData("chunks-0")]
    [InlineData("chunks-1")]
    [InlineData("chunks-3")]
    [InlineData("chunks-4")]
    [InlineData("chunks--1")]
    [InlineData("chunks-99999999999999999999")]
    [InlineData("chunks-2147483647")]
    [InlineData("chunks-x")]
    [InlineData("%00%00")]
    [InlineData("==")]
    public async Task Nonsense_in_the_session_cookie_is_no_session_and_no_error(string value)
    {
        await using var world = await SdkWorld.StartAsync();

        using var response = await world.SendRawAsync(
            HttpMethod.Get, "/api/hello", ("Cookie", $"__Host-session={value}; __Host-sessionC1=a"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-44
    [Fact]
    public async Task A_login_state_is_no_session()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.CallbackOfANewLoginAsync();
        var state = world.Browser.Cookies.For(App).Values.Single();

        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", $"__Host-session={state}"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-40
    [Fact]
    public async Task Signing_out_by_the_frameworks_own_means_ends_the_session_too()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app =>
            app.MapGet("/sign-out", context => context.SignOutAsync(WristbandDefaults.SessionScheme)));
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;

        await world.FetchTextAsync("/sign-out");

        world.Browser.Cookies.For(App).Keys.ShouldBe(["__Host-last-tenant"], "it says where to sign in again");
        using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await replay.Content.ReadAsStringAsync()).ShouldContain("session_logged_out");
    }

    [Fact]
    public async Task Nobody_but_a_login_makes_a_session()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app => app.MapGet("/sign-in", context =>
            context.SignInAsync(WristbandDefaults.SessionScheme, new(new System.Security.Claims.ClaimsIdentity("made up")))));

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => world.FetchAsync("/sign-in"));

        failure.Message.ShouldContain("Only a login through the platform");
        world.Browser.Cookies.For(App).ShouldBeEmpty();
    }

    // S-41, C-14
    [Fact]
    public async Task Without_refresh_token_a_session_ends_with_its_access_token()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditTokenAnswer = t => t["refresh_token"] = null;
        await world.SignInAsync();

        world.Clock.Advance(TimeSpan.FromSeconds(1799));
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        using var response = await world.FetchAsync("/api/hello");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
    }

    // S-41
    [Fact]
    public async Task Unless_the_application_wants_it_to_go_on()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:AllowSessionPastAccessToken"] = "true");
        world.Platform.EditTokenAnswer = t => t["refresh_token"] = null;
        await world.SignInAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(31));

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    /// <summary>A request that succeeds; returns the cookies to send next, whatever end they name.</summary>
    private static async Task<string> StayAsync(SdkWorld world, string cookies)
    {
        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return response.Headers.TryGetValues("Set-Cookie", out var lines)
            ? string.Join("; ", lines.Select(line => line.Split(';')[0]))
            : cookies;
    }

    internal static DateTimeOffset Expiry(string setCookie) =>
        Microsoft.Net.Http.Headers.SetCookieHeaderValue.Parse(setCookie).Expires!.Value;
}
