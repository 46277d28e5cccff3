using System.Net;
using Microsoft.AspNetCore.Builder;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Logout;

public class LogoutTests
{
    private const string Logout = SdkWorld.App + "/api/auth/logout";
    private static readonly Uri App = new(SdkWorld.App);

    // S-72
    [Fact]
    public async Task Logout_ends_the_session_here_revokes_it_there_and_goes_to_the_tenants_logout()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.CallbackOfANewLoginAsync();
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;

        var page = await world.Browser.GetOnceAsync(Logout);

        page.Status.ShouldBe(HttpStatusCode.Found);
        page.Location!.AbsoluteUri.ShouldBe($"https://acme-demo.platform.test/api/v1/logout?client_id={FakePlatform.ClientId}");
        world.Browser.Cookies.For(App).ShouldBeEmpty();
        world.Platform.Revoked.ShouldHaveSingleItem().ShouldStartWith("refresh-");
        using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-40, D-30
    [Fact]
    public async Task A_response_that_ends_after_the_logout_brings_nothing_back()
    {
        var gate = new TaskCompletionSource();
        var entered = new SemaphoreSlim(0);
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app => app.MapGet("/slow", async () =>
        {
            entered.Release();
            await gate.Task;
            return "slow";
        }).RequireWristbandSession());
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        var slow = Enumerable.Range(0, 20).Select(_ => world.FetchAsync("/slow")).ToArray();
        for (var i = 0; i < slow.Length; i++) await entered.WaitAsync();

        await world.Browser.GetOnceAsync(Logout);
        gate.SetResult();
        var answers = await Task.WhenAll(slow);

        answers.ShouldAllBe(a => !a.Headers.Contains("Set-Cookie"));
        world.Browser.Cookies.For(App).ShouldBeEmpty();
    }

    // S-40: for as long as the cookie could have lived
    [Fact]
    public async Task A_logged_out_session_stays_refused_until_its_absolute_end()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:SessionIdleTimeout"] = "12:00:00");
        world.Platform.AccessTokenLife = 86_400;
        await world.SignInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;
        await world.Browser.GetOnceAsync(Logout);

        for (var hour = 0; hour < 13; hour++)
        {
            using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
            replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            world.Clock.Advance(TimeSpan.FromHours(1));
        }
    }

    // S-72, S-73
    [Fact]
    public async Task Logout_works_while_the_platform_is_down_and_the_revocation_is_tried_once_more()
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        await world.SignInAsync();
        world.Platform.Answers["revoke"] = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        var page = await world.Browser.GetOnceAsync(Logout);
        world.Platform.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.Platform.AnsweredAsync("revoke", 2);

        page.Status.ShouldBe(HttpStatusCode.Found);
        world.Browser.Cookies.For(App).ShouldBeEmpty();
        logs.Lines.ShouldContain(l => l.Id.Id == 1401 && l.Text.Contains("http_500"));
        world.Platform.Revoked.Count.ShouldBe(1);
    }

    // S-72, S-91
    [Fact]
    public async Task A_platform_that_hangs_holds_the_logout_for_three_seconds()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        world.Platform.Answers["revoke"] = FakePlatform.HangAsync;

        var logout = world.Browser.GetOnceAsync(Logout);
        await world.Platform.CalledAsync("revoke");
        world.Clock.Advance(TimeSpan.FromSeconds(3));

        (await logout).Status.ShouldBe(HttpStatusCode.Found);
        world.Browser.Cookies.For(App).ShouldBeEmpty();
    }

    // S-76
    [Theory]
    [InlineData("", "https://demo.platform.test/login?client_id=demo-client")]
    [InlineData("?tenant_name=acme", "https://acme-demo.platform.test/api/v1/logout?client_id=demo-client")]
    [InlineData("?tenant_custom_domain=login.acme.example", "https://login.acme.example/api/v1/logout?client_id=demo-client")]
    public async Task Without_session_a_logout_still_leads_somewhere_right(string query, string target)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.CustomDomains.Add("login.acme.example");

        (await world.Browser.GetOnceAsync(Logout + query)).Location!.AbsoluteUri.ShouldBe(target);
    }

    // S-76
    [Fact]
    public async Task Without_platform_a_logout_ends_at_home()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["sdk-configuration"] = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };

        (await world.Browser.GetOnceAsync(Logout)).Location!.AbsoluteUri.ShouldBe(SdkWorld.App + "/");
    }

    // S-74, C-03
    [Theory]
    [InlineData("tenant_custom_domain=evil.example")]
    [InlineData("tenant_name=evil.example/")]
    [InlineData("tenant_name=globex")]
    public async Task The_session_decides_where_a_logout_goes_not_the_query(string query)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        (await world.Browser.GetOnceAsync($"{Logout}?{query}")).Location!.Authority.ShouldBe("acme-demo.platform.test");
    }

    // S-74, C-03
    [Theory]
    [InlineData("tenant_custom_domain=evil.example")]
    [InlineData("tenant_name=evil.example/")]
    [InlineData("redirect_url=https://evil.example")]
    public async Task Nobodys_query_leads_a_logout_off_the_platform(string query)
    {
        await using var world = await SdkWorld.StartAsync();

        (await world.Browser.GetOnceAsync($"{Logout}?{query}")).Location!.Authority.ShouldBe(FakePlatform.Host);
    }

    // S-74, O-9
    [Fact]
    public async Task Redirect_url_and_state_travel_encoded()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        var target =
            (await world.Browser.GetOnceAsync(
                $"{Logout}?redirect_url={Uri.EscapeDataString("https://app.test/bye?a=1&client_id=evil#x")}&state=a%26b%3Dc")).Location!;

        target.Parameter("client_id").ShouldBe(FakePlatform.ClientId);
        target.Parameter("redirect_url").ShouldBe("https://app.test/bye?a=1&client_id=evil#x");
        target.Parameter("state").ShouldBe("a&b=c");
        target.Fragment.ShouldBeEmpty();
    }

    // S-74, S-10: nothing happens to the session on a broken link
    [Theory]
    [InlineData("state=a&state=b")]
    [InlineData("redirect_url=a&redirect_url=b")]
    [InlineData("state=long")]
    public async Task A_broken_logout_link_is_a_page_and_the_session_stays(string query)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        var page = await world.Browser.GetOnceAsync($"{Logout}?{query.Replace("long", new string('x', 513), StringComparison.Ordinal)}");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // S-75, C-25
    [Theory]
    [InlineData("cross-site", "navigate", "document", HttpStatusCode.OK)]
    [InlineData("same-site", "navigate", "document", HttpStatusCode.OK)]
    [InlineData("cross-site", "no-cors", "image", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", "no-cors", "image", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "navigate", "iframe", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", "cors", "empty", HttpStatusCode.Forbidden)]
    public async Task A_logout_that_nobody_meant_has_no_effect(string site, string mode, string destination, HttpStatusCode status)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/auth/logout", ("Cookie", world.Browser.Cookies.Header(App)!),
            ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", destination), ("Accept", "text/html"));

        response.StatusCode.ShouldBe(status);
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        world.Platform.Revoked.ShouldBeEmpty();
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // S-75
    [Fact]
    public async Task A_person_led_here_from_elsewhere_is_asked_and_may_say_yes()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        var page = await world.Browser.GetOnceAsync(Logout, ("Sec-Fetch-Site", "cross-site"));

        var answer = await world.Browser.FollowAsync(page, page.Document.QuerySelector("a")!.GetAttribute("href")!);

        page.Text.ShouldContain("Do you want to sign out?");
        answer.Url.Host.ShouldBe("acme-demo.platform.test");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
    }

    // S-75: browsers that say nothing
    [Theory]
    [InlineData(null, HttpStatusCode.Found)]
    [InlineData("https://app.test/page", HttpStatusCode.Found)]
    [InlineData("https://evil.example/", HttpStatusCode.OK)]
    [InlineData("nonsense", HttpStatusCode.OK)]
    public async Task Without_fetch_metadata_the_referer_decides(string? referer, HttpStatusCode status)
    {
        await using var world = await SdkWorld.StartAsync();
        (string, string)[] headers = referer is null ? [] : [("Referer", referer)];

        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/auth/logout", headers);

        response.StatusCode.ShouldBe(status);
    }

    // S-75: a front end on an origin of its own
    [Theory]
    [InlineData("https://front.test/page", HttpStatusCode.Found)]
    [InlineData("https://evil.test/page", HttpStatusCode.OK)]
    public async Task A_listed_origin_may_link_to_the_logout(string referer, HttpStatusCode status)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:AllowedCsrfOrigins:0"] = "https://front.test");

        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/auth/logout", ("Referer", referer),
            ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"));

        response.StatusCode.ShouldBe(status);
    }

    // S-75
    [Fact]
    public async Task A_prefetched_logout_has_no_effect()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        (await world.Browser.GetOnceAsync(Logout, ("Sec-Purpose", "prefetch"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // S-75, G-18
    [Fact]
    public async Task A_posted_logout_needs_the_token_and_answers_303()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        using var forged = await world.SendRawAsync(
            HttpMethod.Post, "/api/auth/logout", ("Cookie", world.Browser.Cookies.Header(App)!), ("Sec-Fetch-Site", "same-origin"));
        using var crossSite = await world.SendRawAsync(HttpMethod.Post, "/api/auth/logout", ("Cookie", world.Browser.Cookies.Header(App)!),
            ("Sec-Fetch-Site", "cross-site"), (WristbandDefaults.CsrfHeader, world.Cookie(WristbandDefaults.CsrfCookie)!));
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        crossSite.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");

        using var meant = await world.PostAsync("/api/auth/logout");
        meant.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        meant.Headers.Location!.Host.ShouldBe("acme-demo.platform.test");
        world.Browser.Cookies.For(App).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_logout_never_waits_for_a_refresh_and_ends_expired_sessions_too()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(61));

        var page = await world.Browser.GetOnceAsync(Logout);

        page.Location!.Host.ShouldBe("acme-demo.platform.test");
        world.Platform.Calls("token.refresh").ShouldBe(0);
        world.Platform.Revoked.Count.ShouldBe(1);
        world.Browser.Cookies.For(App).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_application_learns_who_leaves()
    {
        string? left = null;
        await using var world = await SdkWorld.StartAsync(s => s.Options = o => o.Events.OnSigningOut = context =>
        {
            left = context.User.GetUserId();
            context.HttpContext.Response.Headers["X-Left"] = "1";
            return Task.CompletedTask;
        });
        await world.SignInAsync();

        (await world.Browser.GetOnceAsync(Logout)).Response.Headers.Contains("X-Left").ShouldBeTrue();

        left.ShouldBe("user-of-acme");
    }
}
