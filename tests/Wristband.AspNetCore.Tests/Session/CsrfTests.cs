using System.Net;
using System.Text;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Session;

public class CsrfTests
{
    private static readonly (string, string) SameOrigin = ("Sec-Fetch-Site", "same-origin");
    private static readonly Uri App = new(SdkWorld.App);

    // S-50
    [Fact]
    public async Task An_unsafe_request_with_the_cookies_token_passes()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        using var response = await world.PostAsync("/api/hello");

        (await response.Content.ReadAsStringAsync()).ShouldBe("hello user-of-acme");
    }

    // S-50: unsafe methods only
    [Fact]
    public async Task A_safe_request_needs_no_token()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // S-51, S-53
    [Theory]
    [InlineData(null, "csrf_token_missing")]
    [InlineData("", "csrf_token_missing")]
    [InlineData("x", "csrf_token_invalid")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "csrf_token_invalid")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!.!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", "csrf_token_invalid")]
    [InlineData("long", "csrf_token_invalid")]
    public async Task A_missing_or_wrong_token_is_forbidden(string? token, string reason)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        if (token == "long") token = world.Cookie(WristbandDefaults.CsrfCookie) + new string('x', 256);

        await ForbiddenAsync(world, reason, token is null ? [SameOrigin] : [SameOrigin, (WristbandDefaults.CsrfHeader, token)]);
    }

    // S-53
    [Fact]
    public async Task The_header_sent_twice_is_forbidden()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var token = world.Cookie(WristbandDefaults.CsrfCookie)!;

        await ForbiddenAsync(
            world, "csrf_token_invalid", SameOrigin, (WristbandDefaults.CsrfHeader, token), (WristbandDefaults.CsrfHeader, token));
    }

    // S-51: the header is checked against the session, not against the cookie
    [Fact]
    public async Task A_planted_cookie_with_the_same_header_is_forbidden()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var other = await TokenOfAnotherSessionAsync(world);
        var session = $"{SdkWorld.SessionCookie}={world.Cookie(SdkWorld.SessionCookie)}";

        using var response = await world.SendRawAsync(
            HttpMethod.Post, "/api/hello", SameOrigin, (WristbandDefaults.CsrfHeader, other),
            ("Cookie", $"{session}; {WristbandDefaults.CsrfCookie}={other}"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    // S-55
    [Fact]
    public async Task A_token_of_another_session_or_of_the_session_before_is_forbidden()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var earlier = world.Cookie(WristbandDefaults.CsrfCookie)!;
        await world.SignInAsync();

        await ForbiddenAsync(world, "csrf_token_invalid", SameOrigin, (WristbandDefaults.CsrfHeader, earlier));
        await ForbiddenAsync(
            world, "csrf_token_invalid", SameOrigin, (WristbandDefaults.CsrfHeader, await TokenOfAnotherSessionAsync(world)));
    }

    // S-52
    [Theory]
    [InlineData("same-origin", null, null, true)]
    [InlineData("none", null, null, true)]
    [InlineData("cross-site", null, null, false)]
    [InlineData("cross-site", "https://app.test", null, false)]
    [InlineData("nonsense", "https://app.test", null, false)]
    [InlineData("same-site", "https://app.test", null, true)]
    [InlineData("same-site", "https://evil.app.test", null, false)]
    [InlineData("same-site", null, null, false)]
    [InlineData("same-site", "https://front.test", null, true)]
    [InlineData(null, "https://app.test", null, true)]
    [InlineData(null, "https://front.test", null, true)]
    [InlineData(null, "https://evil.example", null, false)]
    [InlineData(null, "https://app.test.evil.example", null, false)]
    [InlineData(null, "http://app.test", null, false)]
    [InlineData(null, "null", null, false)]
    [InlineData(null, "null", "https://app.test/page", false)]
    [InlineData(null, null, "https://app.test/page?a=1", true)]
    [InlineData(null, null, "https://evil.example/app.test", false)]
    [InlineData(null, null, "not a url", false)]
    [InlineData(null, null, null, false)]
    public async Task Where_the_browser_says_it_comes_from_decides_before_the_token(
        string? site, string? origin, string? referer, bool passes)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:AllowedCsrfOrigins:0"] = "https://front.test");
        await world.SignInAsync();
        var headers =
            new List<(string, string)> { ("Cookie", world.Browser.Cookies.Header(App)!),
                (WristbandDefaults.CsrfHeader, world.Cookie(WristbandDefaults.CsrfCookie)!) };
        if (site is not null) headers.Add(("Sec-Fetch-Site", site));
        if (origin is not null) headers.Add(("Origin", origin));
        if (referer is not null) headers.Add(("Referer", referer));

        using var response = await world.SendRawAsync(HttpMethod.Post, "/api/hello", [.. headers]);

        response.StatusCode.ShouldBe(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    // S-50: on by default wherever the cookie signs in
    [Theory]
    [InlineData("cross-site", null, false)]
    [InlineData("same-site", "https://evil.app.test", false)]
    [InlineData("same-origin", null, true)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, null, true)]
    public async Task Any_unsafe_request_from_elsewhere_loses_its_identity(string? site, string? origin, bool passes)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var headers = new List<(string, string)> { ("Cookie", world.Browser.Cookies.Header(App)!) };
        if (site is not null) headers.Add(("Sec-Fetch-Site", site));
        if (origin is not null) headers.Add(("Origin", origin));

        using var response = await world.SendRawAsync(HttpMethod.Post, "/members", [.. headers]);

        response.StatusCode.ShouldBe(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        // The session itself lives on: its owner did nothing wrong.
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // A WebSocket is opened by a GET that sends the cookie along, and no token can go with it
    [Theory]
    [InlineData("https://app.test", HttpStatusCode.OK)]
    [InlineData("https://front.test", HttpStatusCode.OK)]
    [InlineData("https://evil.app.test", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task A_websocket_opened_by_another_origin_is_forbidden(string? origin, HttpStatusCode status)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:AllowedCsrfOrigins:0"] = "https://front.test");
        await world.SignInAsync();
        var headers =
            new List<(string, string)> { ("Cookie", world.Browser.Cookies.Header(App)!), ("Connection", "Upgrade"),
                ("Upgrade", "websocket") };
        if (origin is not null) headers.Add(("Origin", origin));

        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/hello", [.. headers]);

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_plain_form_may_carry_the_token_in_a_field()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var token = await world.FetchTextAsync("/csrf-token");

        using var right = await world.Browser.FetchAsync(HttpMethod.Post, SdkWorld.App + "/api/hello", Form(token));
        using var wrong = await world.Browser.FetchAsync(HttpMethod.Post, SdkWorld.App + "/api/hello", Form("wrong"));
        using var broken = await world.Browser.FetchAsync(HttpMethod.Post, SdkWorld.App + "/api/hello",
            new StringContent("x", Encoding.UTF8, new System.Net.Http.Headers.MediaTypeHeaderValue("multipart/form-data")));

        token.ShouldNotBe(world.Cookie(WristbandDefaults.CsrfCookie));
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
        wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        broken.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nobody_signed_in_has_no_token()
    {
        await using var world = await SdkWorld.StartAsync();

        (await world.FetchTextAsync("/csrf-token")).ShouldBe("none");
    }

    // S-54
    [Fact]
    public async Task The_cookie_goes_with_the_attributes_it_came_with()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var set = world.Browser.Cookies.RawOf(App, WristbandDefaults.CsrfCookie)!;

        var page = await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/logout");

        var cleared = page.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("CSRF-TOKEN=;", StringComparison.Ordinal));
        Attributes(cleared).ShouldBe(Attributes(set));
    }

    private static string[] Attributes(string setCookie) =>
        [.. setCookie.Split("; ").Skip(1).Where(a => !a.StartsWith("expires", StringComparison.Ordinal)).Order()];

    private static FormUrlEncodedContent Form(string token) => new([new(WristbandDefaults.CsrfField, token), new("a", "b")]);

    private static async Task<string> TokenOfAnotherSessionAsync(SdkWorld world)
    {
        var other = world.NewBrowser();
        await world.SignInAsync(browser: other);
        return world.Cookie(WristbandDefaults.CsrfCookie, other)!;
    }

    private static async Task ForbiddenAsync(SdkWorld world, string reason, params (string, string)[] headers)
    {
        using var response = await world.SendRawAsync(
            HttpMethod.Post, "/api/hello", [("Cookie", world.Browser.Cookies.Header(App)!), .. headers]);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await response.Content.ReadAsStringAsync()).ShouldBe($$"""{"error":"Forbidden","reason":"{{reason}}"}""");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }
}
