using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.AspNetCore.Tests.World;
using Wristband.TestSupport;

namespace Wristband.AspNetCore.Tests.Callback;

/// <summary>What comes back to the callback, and in which order it counts (S-20).</summary>
public class CallbackTests
{
    private const string Callback = SdkWorld.App + "/api/auth/callback";
    private const string SomeState = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Theory]
    [InlineData("")]
    [InlineData("?code=a")]
    [InlineData("?state=")]
    [InlineData("?state=short&code=a")]
    [InlineData("?state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&code=a")]
    [InlineData("?state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%00&code=a")]
    [InlineData("?state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAé&code=a")]
    public async Task A_callback_without_a_state_of_ours_is_a_broken_link(string query)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync(Callback + query);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("WB1202");
        page.Document.QuerySelector("a")!.GetAttribute("href").ShouldBe("/api/auth/login");
    }

    // S-10
    [Theory]
    [InlineData("state")]
    [InlineData("code")]
    [InlineData("error")]
    [InlineData("iss")]
    [InlineData("tenant_name")]
    [InlineData("tenant_custom_domain")]
    public async Task A_repeated_parameter_is_refused(string name)
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();

        var page = await world.Browser.GetOnceAsync($"{callback}&{name}=a&{name}=b");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("WB1201");
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    // S-21, S-27
    [Theory]
    [InlineData("tenant_name=acme", "/api/auth/login?tenant_name=acme&restart=1")]
    [InlineData("tenant_name=ACME", "/api/auth/login?tenant_name=acme&restart=1")]
    [InlineData("tenant_name=evil.example/", "/api/auth/login?restart=1")]
    [InlineData("tenant_name=a%26return_url=https://evil.example", "/api/auth/login?restart=1")]
    [InlineData("tenant_custom_domain=login.acme.example", "/api/auth/login?tenant_custom_domain=login.acme.example&restart=1")]
    [InlineData("tenant_custom_domain=evil.example/x", "/api/auth/login?restart=1")]
    [InlineData("", "/api/auth/login?restart=1")]
    public async Task Without_its_login_state_a_callback_restarts_the_login_of_a_checked_tenant(string query, string location)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync($"{Callback}?state={SomeState}&code=a&error=access_denied&{query}");

        page.Status.ShouldBe(HttpStatusCode.Found);
        page.Location!.PathAndQuery.ShouldBe(location);
        page.Location.Authority.ShouldBe("app.test");
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    // S-14, S-21, C-07
    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task A_tampered_login_state_restarts_and_nothing_it_says_counts(string how)
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        var (name, value) = LoginCookie(world.Browser);
        world.Browser.Cookies.Put(new Uri(SdkWorld.App), name, Tamper(value, how));

        var page = await world.Browser.GetOnceAsync(callback.AbsoluteUri);

        page.Status.ShouldBe(HttpStatusCode.Found);
        page.Location!.AbsolutePath.ShouldBe("/api/auth/login");
        world.Platform.Calls("token.code").ShouldBe(0);
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
    }

    public static TheoryData<string> Tamperings() =>
        ["flip first", "flip middle", "flip last", "cut", "empty", "text", "longer", "not base64", "other state", "swapped"];

    // S-14, C-07: every single byte counts
    [Fact]
    public async Task A_login_state_with_any_byte_changed_is_refused()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        var (name, value) = LoginCookie(world.Browser);

        for (var i = 0; i < value.Length; i += 7)
        {
            var changed = value[..i] + (value[i] == 'A' ? 'B' : 'A') + value[(i + 1)..];
            using var response = await world.SendRawAsync(HttpMethod.Get, callback.PathAndQuery, ("Cookie", $"{name}={changed}"));
            response.StatusCode.ShouldBe(HttpStatusCode.Found);
            response.Headers.Location!.OriginalString.ShouldStartWith("/api/auth/login?");
        }
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    // S-14
    [Fact]
    public async Task A_login_state_ends_after_an_hour_even_if_the_browser_keeps_it()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        var (name, value) = LoginCookie(world.Browser);
        world.Clock.Advance(TimeSpan.FromMinutes(60));
        world.Browser.Cookies.Put(new Uri(SdkWorld.App), name, value);

        var page = await world.Browser.GetOnceAsync(callback.AbsoluteUri);

        page.Location!.AbsolutePath.ShouldBe("/api/auth/login");
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    // S-36
    [Fact]
    public async Task Two_values_for_one_login_state_are_none()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        var (name, value) = LoginCookie(world.Browser);

        using var response = await world.SendRawAsync(HttpMethod.Get, callback.PathAndQuery, ("Cookie", $"{name}=planted; {name}={value}"));

        response.Headers.Location!.OriginalString.ShouldStartWith("/api/auth/login?");
        response.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith(name + "=;", StringComparison.Ordinal));
    }

    // S-20, C-02: a link made for somebody else's browser does nothing in this one
    [Fact]
    public async Task A_callback_from_another_browser_signs_nobody_in()
    {
        await using var world = await SdkWorld.StartAsync();
        var attackers = await world.CallbackOfANewLoginAsync(browser: world.NewBrowser());

        await world.Browser.GetOnceAsync(attackers.AbsoluteUri);

        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    // S-13
    [Fact]
    public async Task A_login_that_began_on_another_host_of_the_application_does_not_end_here()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        var (name, value) = LoginCookie(world.Browser);
        var elsewhere = new Uri("https://other.app.test" + callback.PathAndQuery);
        world.Browser.Cookies.Put(elsewhere, name, value);

        var page = await world.Browser.GetOnceAsync(elsewhere.AbsoluteUri);

        page.Location!.PathAndQuery.ShouldBe("/api/auth/login?tenant_name=acme&restart=1");
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    // S-22
    [Fact]
    public async Task Another_issuer_ends_the_login()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditCallback = c => c["iss"] = "https://evil.example";

        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("WB1206");
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    [Fact]
    public async Task A_platform_that_sends_no_issuer_is_accepted()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditCallback = c => c.Remove("iss");

        await world.SignInAsync();
    }

    // S-26, C-05
    [Fact]
    public async Task A_tenant_in_the_query_other_than_the_one_asked_for_restarts_and_is_never_stored()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        var forged = callback.AbsoluteUri.Replace("tenant_name=acme", "tenant_name=victim", StringComparison.Ordinal);

        var page = await world.Browser.GetOnceAsync(forged);

        page.Location!.PathAndQuery.ShouldBe("/api/auth/login?tenant_name=acme&restart=1");
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    // S-26, C-05
    [Fact]
    public async Task A_custom_domain_in_the_callback_is_never_stored()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditCallback = c => c["tenant_custom_domain"] = "evil.example";

        await world.SignInAsync();

        (await world.FetchTextAsync("/claims")).ShouldNotContain("evil.example");
        (await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/logout")).Location!.Authority.ShouldBe("acme-demo.platform.test");
    }

    [Theory]
    [InlineData("login_required")]
    [InlineData("LOGIN_REQUIRED")]
    public async Task Login_required_starts_again_with_everything_the_login_knew(string error)
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members%3Fa%3D1%26b%3D2");

        var page = await world.Browser.GetOnceAsync(WithError(callback, error));

        page.Location!.PathAndQuery.ShouldBe("/api/auth/login?tenant_name=acme&return_url=%2Fmembers%3Fa%3D1%26b%3D2&restart=1");
    }

    [Theory]
    [InlineData("access_denied", "cancelled")]
    [InlineData("server_error", "server_error")]
    [InlineData("%3Cscript%3Ealert(1)%3C/script%3E", "unknown")]
    public async Task Any_other_error_is_a_page_with_a_way_back(string error, string text)
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members");

        var page = await world.Browser.GetOnceAsync(WithError(callback, error));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("WB1204");
        page.Body.ShouldContain(text);
        page.Body.ShouldNotContain("<script");
        page.Document.QuerySelector("a")!.GetAttribute("href").ShouldBe("/api/auth/login?tenant_name=acme&return_url=%2Fmembers");
        world.Platform.Calls("token.code").ShouldBe(0);
    }

    // S-20, C-45: an error without proof is not acted on
    [Fact]
    public async Task A_forged_error_without_login_state_only_restarts()
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync($"{Callback}?error=server_error&state={SomeState}&tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.Found);
        page.Body.ShouldNotContain("server_error");
    }

    [Fact]
    public async Task A_callback_without_code_is_a_page()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditCallback = c => c.Remove("code");

        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("WB1205");
    }

    // S-21, O-7: no cookies, silent single sign-on: the loop that would never end
    [Fact]
    public async Task A_browser_without_cookies_is_told_so_after_three_restarts()
    {
        await using var world = await SdkWorld.StartAsync();
        var url = $"{SdkWorld.App}/api/auth/login?tenant_name=acme";
        Page page;
        do
        {
            var browser = world.NewBrowser();
            page = await browser.GetOnceAsync(url);
            url = page.Location?.AbsoluteUri ?? "";
        }
        while (url.Length > 0);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("WB1203");
        page.Text.ShouldContain("does not keep our cookies");
        world.Platform.Calls("authorize").ShouldBe(4);
    }

    // S-21: also when every code is refused
    [Fact]
    public async Task A_platform_that_never_comes_to_an_end_is_not_asked_for_ever()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["token.code"] = context => FakePlatform.RefuseAsync(context, 400, "invalid_grant");

        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("does not come to an end");
        world.Platform.Calls("token.code").ShouldBe(4);
    }

    // S-32
    [Fact]
    public async Task A_prefetched_callback_has_no_effect()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();

        var page = await world.Browser.GetOnceAsync(callback.AbsoluteUri, ("Sec-Purpose", "prefetch"));

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        world.Platform.Calls("token.code").ShouldBe(0);
        (await world.Browser.GetAsync(callback.AbsoluteUri)).Body.ShouldBe("home of user-of-acme");
    }

    // S-11: validated again at the end
    [Fact]
    public async Task Login_ends_at_the_default_page_when_nothing_was_asked_for()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:DefaultReturnUrl"] = "/members");

        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme&return_url=//evil.example");

        page.Url.AbsolutePath.ShouldBe("/members");
    }

    [Fact]
    public async Task The_served_login_cookie_is_gone_and_another_tabs_is_not()
    {
        await using var world = await SdkWorld.StartAsync();
        var otherTab = await world.CallbackOfANewLoginAsync();
        var (other, _) = LoginCookie(world.Browser);

        await world.SignInAsync();

        LoginCookie(world.Browser).Name.ShouldBe(other);
        (await world.Browser.GetAsync(otherTab.AbsoluteUri)).Body.ShouldBe("home of user-of-acme");
    }

    private static string WithError(Uri callback, string error) =>
        QueryHelpers.AddQueryString(Callback, "state", callback.Parameter("state")!) + $"&error={error}";

    private static (string Name, string Value) LoginCookie(Browser browser)
    {
        var cookie = browser.Cookies.For(new Uri(SdkWorld.App)).Single(c => c.Key.StartsWith("__Host-login.", StringComparison.Ordinal));
        return (cookie.Key, cookie.Value);
    }

    private static string Tamper(string value, string how) => how switch
    {
        "flip first" => (value[0] == 'A' ? 'B' : 'A') + value[1..],
        "flip middle" => value[..100] + (value[100] == 'A' ? 'B' : 'A') + value[101..],
        "flip last" => value[..^2] + (value[^2] == 'A' ? 'B' : 'A') + value[^1],
        "cut" => value[..(value.Length / 2)],
        "empty" => "",
        "text" => "hello",
        "longer" => value + value,
        "not base64" => "%%%" + value,
        "other state" => new string('A', value.Length),
        _ => value[(value.Length / 2)..] + value[..(value.Length / 2)],
    };
}
