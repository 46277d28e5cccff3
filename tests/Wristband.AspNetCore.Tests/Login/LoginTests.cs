using System.Net;
using System.Text.RegularExpressions;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Login;

public partial class LoginTests
{
    [Fact]
    public async Task A_person_signs_in_and_lands_where_they_wanted()
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.SignInAsync();

        page.Url.AbsoluteUri.ShouldBe("https://app.test/members");
        world.Cookie(SdkWorld.SessionCookie).ShouldNotBeNull();
        world.Platform.Calls("token.code").ShouldBe(1);
    }

    // S-13
    [Fact]
    public async Task The_authorization_request_is_complete_and_each_login_has_its_own_secrets()
    {
        await using var world = await SdkWorld.StartAsync();

        var first = await AuthorizeAsync(world, "tenant_name=acme");
        var second = await AuthorizeAsync(world, "tenant_name=acme");

        first.Parameter("client_id").ShouldBe(FakePlatform.ClientId);
        first.Parameter("response_type").ShouldBe("code");
        first.Parameter("redirect_uri").ShouldBe("https://app.test/api/auth/callback");
        first.Parameter("scope").ShouldBe("openid offline_access email");
        first.Parameter("code_challenge_method").ShouldBe("S256");
        foreach (var secret in new[] { "state", "nonce", "code_challenge" })
        {
            first.Parameter(secret)!.ShouldMatch("^[A-Za-z0-9_-]{43}$");
            second.Parameter(secret).ShouldNotBe(first.Parameter(secret));
        }
    }

    [Fact]
    public async Task Hints_go_to_the_platform_and_oversized_ones_do_not()
    {
        await using var world = await SdkWorld.StartAsync();

        var authorize = await AuthorizeAsync(world, $"tenant_name=acme&login_hint=a%2Bb%40acme.example&idp_hint={new string('x', 255)}");

        authorize.Parameter("login_hint").ShouldBe("a+b@acme.example");
        authorize.Parameter("idp_hint").ShouldBeNull();
    }

    // S-35, B0: the login-state cookie
    [Fact]
    public async Task The_login_state_cookie_is_host_bound_and_lives_an_hour()
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");

        var cookie = page.Response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        LoginCookie().IsMatch(cookie).ShouldBeTrue(cookie);
        cookie.ShouldContain("max-age=3600");
        cookie.ShouldContain("path=/");
        cookie.ShouldContain("secure");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("domain");
    }

    // S-13, B0: at most 1500 bytes each
    [Fact]
    public async Task The_longest_login_state_fits_its_budget()
    {
        await using var world = await SdkWorld.StartAsync();
        var returnUrl = "/" + Addresses.Incompressible(4000);

        var page = await world.Browser.GetOnceAsync(
            $"{SdkWorld.App}/api/auth/login?tenant_name={new string('t', 63)}&return_url={returnUrl}");

        page.Response.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Length.ShouldBeLessThan(1500);
    }

    // S-15
    [Fact]
    public async Task At_most_five_logins_are_under_way_and_the_newest_is_among_them()
    {
        await using var world = await SdkWorld.StartAsync();
        Uri callback = null!;

        for (var i = 0; i < 12; i++)
        {
            callback = await world.CallbackOfANewLoginAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        world.Browser.Cookies.For(new Uri(SdkWorld.App)).Keys.Count(k => k.StartsWith("__Host-login.", StringComparison.Ordinal))
            .ShouldBe(5);
        (await world.Browser.GetAsync(callback.AbsoluteUri)).Body.ShouldBe("home of user-of-acme");
    }

    // S-15
    [Fact]
    public async Task Thirty_logins_at_once_leave_five_cookies_after_the_next_answer()
    {
        await using var world = await SdkWorld.StartAsync();

        await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme")));
        await world.CallbackOfANewLoginAsync();

        world.Browser.Cookies.For(new Uri(SdkWorld.App)).Keys.Count(k => k.StartsWith("__Host-login.", StringComparison.Ordinal))
            .ShouldBe(5);
    }

    // D-32: what cannot be read any more must not fill the header for ever
    [Fact]
    public async Task Login_cookies_that_cannot_be_read_are_cleared()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Browser.Cookies.Put(new Uri(SdkWorld.App), "__Host-login.abcdefghijklmnopqrstuv", new string('x', 1000));

        await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login");

        world.Browser.Cookies.For(new Uri(SdkWorld.App)).ShouldBeEmpty();
    }

    // S-16, X-B13
    [Theory]
    [InlineData("Sec-Purpose", "prefetch")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    public async Task XB13_a_prefetched_login_has_no_effect_and_nobody_may_keep_the_answer(string header, string value)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme", (header, value));

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        page.Location.ShouldBeNull();
    }

    // S-10
    [Theory]
    [InlineData("tenant_name=acme&tenant_name=globex")]
    [InlineData("tenant_name=acme&tenant_custom_domain=a.example&tenant_custom_domain=b.example")]
    [InlineData("tenant_name=acme&return_url=/a&return_url=/b")]
    [InlineData("tenant_name=acme&login_hint=a&login_hint=b")]
    [InlineData("tenant_name=acme&idp_hint=a&idp_hint=b")]
    [InlineData("tenant_name=acme&state=a&state=b")]
    public async Task A_repeated_parameter_is_refused(string query)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?{query}");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("WB1201");
        page.Response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    // G-08
    [Theory]
    [InlineData("login?tenant_name=acme")]
    [InlineData("login")]
    [InlineData("login?state=a&state=b")]
    [InlineData("callback")]
    [InlineData("logout")]
    [InlineData("session")]
    [InlineData("token")]
    public async Task No_answer_of_an_auth_endpoint_may_be_kept_or_sniffed(string endpoint)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/{endpoint}");

        page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Response.Headers.GetValues("Pragma").ShouldHaveSingleItem().ShouldBe("no-cache");
        page.Response.Headers.GetValues("X-Content-Type-Options").ShouldHaveSingleItem().ShouldBe("nosniff");
    }

    [Theory]
    [InlineData("POST", "login")]
    [InlineData("HEAD", "login")]
    [InlineData("POST", "callback")]
    [InlineData("HEAD", "callback")]
    [InlineData("DELETE", "logout")]
    [InlineData("HEAD", "logout")]
    public async Task Other_methods_have_no_effect(string method, string endpoint)
    {
        await using var world = await SdkWorld.StartAsync();

        using var response = await world.SendRawAsync(new HttpMethod(method), $"/api/auth/{endpoint}?tenant_name=acme");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Programs_get_the_problem_as_JSON()
    {
        await using var world = await SdkWorld.StartAsync();

        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/auth/login?state=a&state=b");

        (await response.Content.ReadAsStringAsync()).ShouldContain("\"error\":\"WB1201\"");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    private static async Task<Uri> AuthorizeAsync(SdkWorld world, string query) =>
        (await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/login?{query}")).Location!;

    [GeneratedRegex("^__Host-login\\.[0-4]=")]
    private static partial Regex LoginCookie();
}
