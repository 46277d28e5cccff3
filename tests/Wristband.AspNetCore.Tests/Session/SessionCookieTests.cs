using System.Net;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Session;

/// <summary>Cookies that come twice, from another host, another application or another hand.</summary>
public class SessionCookieTests
{
    private static readonly Uri App = new(SdkWorld.App);

    // S-36
    [Theory]
    [InlineData("__Host-session=planted; {0}")]
    [InlineData("{0}; __Host-session=planted")]
    public async Task Two_values_for_one_cookie_sign_nobody_in_and_both_are_cleared(string header)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        using var response = await world.SendRawAsync(
            HttpMethod.Get, "/api/hello", ("Cookie", header.Replace("{0}", world.Browser.Cookies.Header(App))));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldContain("session_ambiguous");
        var cleared = response.Headers.GetValues("Set-Cookie").ToArray();
        cleared.ShouldContain(
            c => c.StartsWith("__Host-session=;", StringComparison.Ordinal) && c.Contains("secure") && c.Contains("path=/"));
        cleared.ShouldContain(c => c.StartsWith("CSRF-TOKEN=;", StringComparison.Ordinal) && c.Contains("secure") && c.Contains("path=/"));
    }

    [Theory]
    [InlineData("__HOST-SESSION=planted; {0}")]
    [InlineData("{0}; __Host-Session=planted")]
    [InlineData("a=b,__Host-SESSION=planted; {0}")]
    public async Task XA7_another_spelling_of_the_cookies_name_is_ambiguous_and_cleared_too(string header)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        using var response = await world.SendRawAsync(
            HttpMethod.Get, "/api/hello", ("Cookie", header.Replace("{0}", world.Browser.Cookies.Header(App))));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldContain("session_ambiguous");
        var cleared = response.Headers.GetValues("Set-Cookie").Select(c => c.Split('=')[0]).ToArray();
        cleared.ShouldContain(SdkWorld.SessionCookie);
        cleared.Count(c => c.Equals(SdkWorld.SessionCookie, StringComparison.OrdinalIgnoreCase)).ShouldBe(2);
    }

    [Theory]
    [InlineData("__Host-sessions=other; {0}")]
    [InlineData("x__Host-session=other; {0}")]
    [InlineData("{0}; {0}")]
    public async Task XA7_other_names_and_equal_values_are_not_ambiguous(string header)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        using var response = await world.SendRawAsync(
            HttpMethod.Get, "/api/hello", ("Cookie", header.Replace("{0}", world.Browser.Cookies.Header(App))));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://globex.app.test", false)]
    [InlineData("https://app.test", false)]
    [InlineData("https://ACME.app.test", true)]
    public async Task XA8_where_tenants_have_subdomains_a_session_counts_only_at_its_own(string host, bool counts)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditSettings = OnSubdomains;
        await world.Browser.GetAsync("https://acme.app.test/api/auth/login");
        var cookies = ("Cookie", world.Browser.Cookies.Header(new Uri("https://acme.app.test"))!);

        // It stays so when the session is written again, because it is in use or has a new token.
        foreach (var minutes in new[] { 0, 6, 30 })
        {
            world.Clock.Advance(TimeSpan.FromMinutes(minutes));
            using var response = await world.SendToAsync(HttpMethod.Get, host + "/api/hello", cookies);
            using var own = await world.Browser.FetchAsync(HttpMethod.Get, "https://acme.app.test/api/hello");
            response.StatusCode.ShouldBe(counts ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
            own.StatusCode.ShouldBe(HttpStatusCode.OK);
            cookies = ("Cookie", world.Browser.Cookies.Header(new Uri("https://acme.app.test"))!);
        }
    }

    [Fact]
    public async Task XA8_an_application_without_subdomains_may_have_several_names()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        using var response = await world.SendToAsync(
            HttpMethod.Get, "https://inner.app.test/api/hello", ("Cookie", world.Browser.Cookies.Header(App)!));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task XB17_two_applications_on_localhost_neither_take_nor_clear_each_others_cookies()
    {
        await using var first = await OnLocalhostAsync(FakePlatform.ClientId);
        await using var second = await OnLocalhostAsync("other-client");
        var login = await LoginCookieAsync(first, "http://localhost:6001");
        var cookies = await SignInAsync(first, "http://localhost:6001", "") + "; " + login;
        cookies += "; " + await SignInAsync(second, "http://localhost:6002", cookies);

        using var hello = await first.SendToAsync(HttpMethod.Get, "http://localhost:6001/api/hello", ("Cookie", cookies));
        using var other = await second.SendToAsync(HttpMethod.Get, "http://localhost:6002/api/hello", ("Cookie", cookies));
        using var logout = await second.SendToAsync(HttpMethod.Get, "http://localhost:6002/api/auth/logout", ("Cookie", cookies));

        hello.StatusCode.ShouldBe(HttpStatusCode.OK);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        var cleared = logout.Headers.GetValues("Set-Cookie").Select(line => line.Split('=')[0]).ToArray();
        cleared.ShouldContain("other-client.session");
        cleared.ShouldNotContain(name => name.StartsWith("demo-client.", StringComparison.Ordinal));
    }

    private static async Task<SdkWorld> OnLocalhostAsync(string clientId)
    {
        var clock = new WatchedClock();
        var platform = await FakePlatform.StartAsync(clock, clientId: clientId);
        var world = await SdkWorld.StartAsync(s =>
        {
            s.Environment = "Development";
            s.Settings["Wristband:ClientId"] = clientId;
            (s.Platform, s.Clock) = (platform, clock);
        });
        world.Internet.Host("localhost", world.Handler);
        return world;
    }

    private static async Task<string> LoginCookieAsync(SdkWorld world, string app)
    {
        using var login = await world.SendToAsync(HttpMethod.Get, app + "/api/auth/login?tenant_name=acme&moved=1");
        return login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>Signs in beside these cookies; returns the session's, and nothing may have cleared the others.</summary>
    private static async Task<string> SignInAsync(SdkWorld world, string app, string others)
    {
        using var login = await world.SendToAsync(HttpMethod.Get, app + "/api/auth/login?tenant_name=acme&moved=1", ("Cookie", others));
        var state = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        using var platform = await world.SendToAsync(HttpMethod.Get, login.Headers.Location!.AbsoluteUri);
        using var callback = await world.SendToAsync(
            HttpMethod.Get, app + platform.Headers.Location!.PathAndQuery, ("Cookie", others + "; " + state));
        return callback.Headers.GetValues("Set-Cookie").Single(line => line.Contains(".session=", StringComparison.Ordinal)).Split(';')[0];
    }

    private static void OnSubdomains(Dictionary<string, object?> settings)
    {
        settings["loginUrl"] = "https://{tenant_name}.app.test/api/auth/login";
        settings["redirectUri"] = "https://{tenant_name}.app.test/api/auth/callback";
        settings["loginUrlTenantDomainSuffix"] = "app.test";
    }

    // S-36 as decision 3 has it: a sibling subdomain can plant this cookie, and must not be able to sign anybody out with it
    [Theory]
    [InlineData("CSRF-TOKEN=planted; {0}")]
    [InlineData("{0}; CSRF-TOKEN=planted")]
    public async Task A_planted_CSRF_cookie_neither_ends_a_session_nor_passes_for_its_token(string header)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var cookies = ("Cookie", header.Replace("{0}", world.Browser.Cookies.Header(App)));
        var own = world.Cookie(WristbandDefaults.CsrfCookie)!;
        var origin = ("Origin", SdkWorld.App);

        using var read = await world.SendRawAsync(HttpMethod.Get, "/api/hello", cookies);
        using var forged = await world.SendRawAsync(
            HttpMethod.Post, "/api/hello", cookies, origin, (WristbandDefaults.CsrfHeader, "planted"));
        using var real = await world.SendRawAsync(HttpMethod.Post, "/api/hello", cookies, origin, (WristbandDefaults.CsrfHeader, own));

        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        read.Headers.Contains("Set-Cookie").ShouldBeFalse();
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        real.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_value_sent_twice_is_no_attack()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App);

        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", $"{cookies}; {cookies}"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
