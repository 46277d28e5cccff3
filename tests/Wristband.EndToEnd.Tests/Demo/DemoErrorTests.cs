using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>What people and scripts get when something fails.</summary>
public class DemoErrorTests(SharedDemo shared)
{
    [Fact]
    public async Task An_unknown_address_gets_a_friendly_page()
    {
        var page = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + "/no/such/page");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("There is nothing here");
        page.Document.QuerySelector("main a.primary")!.GetAttribute("href").ShouldBe("/");
    }

    [Fact]
    public async Task An_unknown_api_gets_json()
    {
        var answer = await shared.Host.NewBrowser().FetchAsync(HttpMethod.Post, DemoHost.Url + "/api/no/such/endpoint");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var body = await JsonOf(answer);
        body.GetProperty("error").GetString().ShouldBe("Not Found");
        body.GetProperty("correlationId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_error_page_has_no_address_of_its_own()
    {
        var page = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + "/error");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task DM07_an_exception_shows_a_correlation_id_and_not_its_text()
    {
        await using var demo = await BrokenDemo();

        var page = await demo.NewBrowser().GetAsync(DemoHost.Url + "/");

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("Something went wrong");
        page.Document.QuerySelector(".fine code")!.TextContent.Length.ShouldBe(32);
        page.Body.ShouldNotContain(ThrowEverywhere.Secret);
        page.Body.ShouldNotContain("Exception");
        page.Response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(401, "Please sign in", "/api/auth/login")]
    [InlineData(403, "This is not open to you", "/")]
    [InlineData(429, "A little too fast", "/")]
    [InlineData(503, "Not available right now", "/")]
    [InlineData(418, "This did not work", "/")]
    public async Task Every_refusal_has_words_and_a_way_on(int status, string title, string wayOn)
    {
        await using var demo = await BrokenDemo(status);

        var page = await demo.NewBrowser().GetAsync(DemoHost.Url + "/");

        ((int)page.Status).ShouldBe(status);
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe(title);
        page.Document.QuerySelector("main a.primary")!.GetAttribute("href").ShouldBe(wayOn);
    }

    [Theory]
    [InlineData("/api/auth/callback", 400, "WB1202", "/api/auth/login")]
    [InlineData("/api/auth/callback?code=a&state=0aaaaaaaaaaaaaaaaaaaaaaaaa&state=b", 400, "WB1201", "/api/auth/login")]
    [InlineData("/api/auth/callback?code=a&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD", 400, "WB1203", "/api/auth/login")]
    [InlineData("/api/auth/login?tenant_name=a&tenant_name=b", 400, "WB1201", "/api/auth/login")]
    public async Task A_sign_in_that_cannot_go_on_is_told_in_the_applications_own_look(string path, int status, string id, string wayOn)
    {
        var page = await shared.Host.NewBrowser().GetAsync(DemoHost.Url + path);

        ((int)page.Status).ShouldBe(status);
        page.Document.QuerySelector(".fine")!.TextContent.ShouldStartWith(id);
        page.Document.QuerySelector("main a.primary")!.GetAttribute("href").ShouldBe(wayOn);
        page.Document.QuerySelector("header.bar").ShouldNotBeNull();
        page.Document.QuerySelector("link[rel=stylesheet]").ShouldNotBeNull();
        page.Response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("style-src 'self'");
        ContentRules.Violations(page.Document).ShouldBeEmpty("G-06");
    }

    [Fact]
    public async Task A_sign_in_whose_state_is_lost_starts_again_by_itself()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var forgetful = shared.Host.NewBrowser();
        await shared.Platform.SignInAsync(forgetful, user);
        var login = await forgetful.GetOnceAsync($"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}");
        var callback = (await forgetful.GetOnceAsync(login.Location!.ToString())).Location!;
        var other = shared.Host.NewBrowser();
        await shared.Platform.SignInAsync(other, user);

        var again = await other.GetAsync(callback.ToString());

        again.Url.ShouldBe(new Uri(DemoHost.Url + "/"));
        again.Text.ShouldContain("You are signed in to", customMessage: "another browser, which never had the state, signs in by itself");
    }

    [Fact]
    public async Task A_link_from_elsewhere_that_signs_out_is_asked_about_first()
    {
        var browser = await shared.MemberAsync();

        var asked = await browser.GetOnceAsync(DemoHost.Url + "/api/auth/logout", ("Sec-Fetch-Site", "cross-site"));

        asked.Document.QuerySelector("h1")!.TextContent.ShouldContain("sign out");
        asked.Document.QuerySelector("header.bar").ShouldNotBeNull();
        (await browser.GetAsync(DemoHost.Url + "/")).Text.ShouldContain("You are signed in to");
    }

    [Fact]
    public async Task DM06_when_the_platform_is_away_at_the_end_of_a_token_the_person_is_told_and_stays_signed_in()
    {
        await using var platform = await PlatformHost.StartAsync();
        var breaker = new Breaker(platform.Internet);
        await using var demo = await DemoHost.StartAsync(platform, await platform.ApplicationAsync(), configure: builder =>
            builder.Services.AddHttpClient(WristbandDefaults.BackchannelName).ConfigurePrimaryHttpMessageHandler(() => breaker));
        var user = await platform.UserAsync(await platform.TenantAsync(demo.Application));
        var browser = demo.NewBrowser();
        await platform.SignInAsync(browser, user);
        await browser.GetAsync($"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}");

        breaker.IsBroken = true;
        platform.Time.Advance(TimeSpan.FromMinutes(31));
        var outage = await browser.GetAsync(DemoHost.Url + "/classic");
        breaker.IsBroken = false;
        platform.Time.Advance(TimeSpan.FromSeconds(40));
        var back = await browser.GetAsync(DemoHost.Url + "/classic");

        outage.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        outage.Response.Headers.RetryAfter.ShouldNotBeNull();
        outage.Text.ShouldContain("You are still signed in.");
        outage.Document.QuerySelector("header.bar").ShouldNotBeNull();
        back.Status.ShouldBe(HttpStatusCode.OK);
    }

    private sealed class Breaker(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public bool IsBroken { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            IsBroken ? throw new HttpRequestException("The line is cut.") : base.SendAsync(request, cancellationToken);
    }

    private Task<DemoHost> BrokenDemo(int? status = null) =>
        DemoHost.StartAsync(shared.Platform, shared.Host.Application, configure: builder =>
        builder.Services.Configure<MvcOptions>(mvc => mvc.Filters.Add(new ThrowEverywhere(status))));

    private static async Task<JsonElement> JsonOf(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    /// <summary>A fault in whatever page or action is asked for, except the error page.</summary>
    private sealed class ThrowEverywhere(int? status) : IResourceFilter
    {
        public const string Secret = "connection string with a password";

        public void OnResourceExecuting(ResourceExecutingContext context)
        {
            if (context.HttpContext.Request.Path == "/error") return;
            context.Result = status is { } code ? new StatusCodeResult(code) : throw new InvalidOperationException(Secret);
        }

        public void OnResourceExecuted(ResourceExecutedContext context)
        {
        }
    }
}
