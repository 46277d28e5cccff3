using System.Net;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>What a guest gets from the demo.</summary>
public class DemoPagesTests(SharedDemo shared)
{
    [Fact]
    public async Task Guest_home_offers_sign_in_here_and_sign_up_at_the_platform()
    {
        var home = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + "/");

        home.Status.ShouldBe(HttpStatusCode.OK);
        home.Text.ShouldContain("Welcome to the ASP.NET Core demo");
        home.Document.QuerySelector("main a.primary")!.GetAttribute("href").ShouldBe("/api/auth/login");
        home.Document.QuerySelector("main a[href*='/signup']")!.GetAttribute("href")
            .ShouldBe($"{shared.Host.Application.Base}/signup?client_id={shared.Host.Application.ClientId}");
        home.Text.ShouldNotContain("Sign out");
    }

    [Theory]
    [InlineData("/robots.txt", "text/plain", "User-agent: *\nDisallow:\n")]
    [InlineData("/health/ready", "text/plain", "Healthy")]
    [InlineData("/health/live", "text/plain", "Healthy")]
    public async Task Plain_files_are_served(string path, string type, string content)
    {
        var file = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + path);

        file.Status.ShouldBe(HttpStatusCode.OK);
        file.Response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        file.Body.ShouldBe(content);
    }

    [Theory]
    [InlineData("/favicon.ico", "image/x-icon")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/js/classic.js", "text/javascript")]
    public async Task Other_files_say_what_they_are(string path, string type)
    {
        var file = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + path);

        file.Status.ShouldBe(HttpStatusCode.OK);
        file.Response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    [Fact]
    public async Task Files_that_a_page_names_by_their_hash_may_be_kept_for_good_and_others_are_asked_for_again()
    {
        var browser = shared.Host.NewBrowser();
        var home = await browser.GetAsync(DemoHost.Url + "/");
        var styles = home.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        var named = await browser.FollowAsync(home, styles);
        var plain = await browser.FollowAsync(home, "/demo.css");

        styles.ShouldContain("?v=");
        named.Response.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        plain.Response.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    /// <summary>G-05</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/demo.css")]
    [InlineData("/health/ready")]
    [InlineData("/no/such/page")]
    [InlineData("/api/no/such/endpoint")]
    [InlineData("/classic")]
    [InlineData("/api/classic/session-hello")]
    public async Task G05_every_answer_carries_the_security_headers_once(string path)
    {
        var answer = await shared.Host.NewBrowser().GetOnceAsync(DemoHost.Url + path);

        Only(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Only(answer, "X-Frame-Options").ShouldBe("DENY");
        Only(answer, "Referrer-Policy").ShouldBe("no-referrer");
        Only(answer, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Only(answer, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Only(answer, "Permissions-Policy").ShouldContain("camera=()");
        Only(answer, "Content-Security-Policy").ShouldStartWith("default-src 'none'");
        answer.Response.Headers.CacheControl.ShouldNotBeNull();
        answer.Response.Headers.Contains("Server").ShouldBeFalse();
    }

    /// <summary>G-06: the policy has no exception in it, and the pages need none.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/no/such/page")]
    public async Task G06_pages_hold_no_inline_code_and_load_nothing_from_elsewhere(string path)
    {
        var page = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + path);

        Only(page, "Content-Security-Policy").ShouldNotContain("unsafe");
        ContentRules.Violations(page.Document).ShouldBeEmpty();
    }

    [Fact]
    public void G06_the_check_for_inline_code_can_fail()
    {
        var parser = new AngleSharp.Html.Parser.HtmlParser();
        var page = parser.ParseDocument(
            "<style>a{}</style><p style='color:red' onclick='x()'><script>x()</script><script src='//evil.example/x.js'></script><img " +
                "src='https://evil.example/y'>");

        ContentRules.Violations(page).Count.ShouldBe(6);
    }

    [Fact]
    public async Task G09_a_foreign_host_name_is_refused()
    {
        var answer = await shared.Host.NewBrowser().GetOnceAsync(DemoHost.Url + "/", ("Host", "evil.example"));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldNotContain("evil.example");
    }

    [Theory]
    [InlineData("10.0.0.7:6001")]
    [InlineData("[fd00::7]")]
    [InlineData("demo.internal")]
    public async Task XD20_probes_are_answered_by_any_host_name_and_nothing_else_is(string host)
    {
        var browser = shared.Host.NewBrowser();
        foreach (var path in new[] { "/health/live", "/health/ready" })
            (await browser.GetOnceAsync(DemoHost.Url + path, ("Host", host))).Status.ShouldBe(HttpStatusCode.OK, path);
        (await browser.GetOnceAsync(DemoHost.Url + "/", ("Host", host))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/api/auth/login/", HttpStatusCode.Found)]
    [InlineData("/api/auth/callback/", HttpStatusCode.BadRequest)]
    [InlineData("/api/auth/logout/", HttpStatusCode.Found)]
    [InlineData("/api/auth/session/", HttpStatusCode.Unauthorized)]
    public async Task The_auth_endpoints_take_a_trailing_slash(string path, HttpStatusCode status)
    {
        var browser = shared.Host.NewBrowser();

        var with = await browser.GetOnceAsync(DemoHost.Url + path);
        var without = await browser.GetOnceAsync(DemoHost.Url + path.TrimEnd('/'));

        with.Status.ShouldBe(status);
        without.Status.ShouldBe(status);
        with.Location?.GetLeftPart(UriPartial.Path).ShouldBe(without.Location!.GetLeftPart(UriPartial.Path));
    }

    [Theory]
    [InlineData("/swagger")]
    [InlineData("/swagger/index.html")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/minimal/")]
    public async Task DM08_no_description_of_the_APIs_is_served(string path) =>
        (await shared.Host.NewBrowser().GetOnceAsync(DemoHost.Url + path)).Status.ShouldBe(HttpStatusCode.NotFound);

    private static string Only(Page page, string name) => page.Response.Headers.GetValues(name).ShouldHaveSingleItem();
}
