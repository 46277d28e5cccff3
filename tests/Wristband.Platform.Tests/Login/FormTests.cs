using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Login;

/// <summary>How every form answers: POST, redirect, GET (X-C7, X-C8, X-B8).</summary>
public class FormTests(SharedPlatform shared)
{
    public static TheoryData<string, string> Refused => new()
    {
        { "/login", "#login" }, { "/signup", "#signup" }, { "/forgot-password", "#forgot" }, { "/verify-email?token=over", "#resend" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task XC7_a_refused_form_is_redirected_to_and_sent_no_second_time(string path, string form)
    {
        var tenant = await TenantAsync();
        var browser = shared.Host.NewBrowser();
        var page = await browser.GetAsync(tenant.Base + path);
        var typed = new Dictionary<string, string> { ["email"] = "not-an-address", ["given_name"] = "Ann", ["password"] = "secret words" };

        var again = await browser.SubmitAsync(page, form, typed);
        var reloaded = await browser.GetAsync(again.Url.AbsoluteUri);

        again.Hops.Count.ShouldBe(2, "The answer to the POST is a redirect to the page.");
        again.Url.ShouldBe(page.Url);
        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Document.QuerySelector("[name=email]")!.GetAttribute("value").ShouldBe("not-an-address");
        again.Body.ShouldNotContain("secret words");
        reloaded.Document.QuerySelector("[name=email]")!.GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task XC7_what_is_kept_of_a_form_is_sealed_small_and_gone_after_one_view()
    {
        var tenant = await TenantAsync();
        var browser = shared.Host.NewBrowser();
        var page = await browser.GetAsync(tenant.Base + "/signup");
        var typed = new Dictionary<string, string>
        {
            ["given_name"] = new('ん', 200),
            ["family_name"] = new('ع', 200),
            ["email"] = new string('e', 300),
            ["password"] = "secret words",
        };
        using var body = new FormUrlEncodedContent(typed);

        using var answer = await browser.FetchAsync(HttpMethod.Post, page.Url.AbsoluteUri, body, ("Sec-Fetch-Mode", "navigate"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var head = answer.Headers.Sum(h => h.Value.Sum(value => h.Key.Length + value.Length + 4));
        head.ShouldBeLessThan(4096);
        browser.Cookies.For(page.Url)["wb-typed"].ShouldNotContain("secret");
        await browser.GetAsync(page.Url.AbsoluteUri);
        browser.Cookies.For(page.Url).ShouldNotContainKey("wb-typed");
    }

    [Fact]
    public async Task XC7_a_link_fills_in_no_form()
    {
        var tenant = await TenantAsync();

        var page = await shared.Host.NewBrowser().GetAsync(tenant.Base + "/signup?email=x@example.com&given_name=Ann");

        page.Document.QuerySelectorAll("input[type=text]").ShouldAllBe(input => string.IsNullOrEmpty(input.GetAttribute("value")));
    }

    [Theory]
    [InlineData("LoginPerNetwork", "/login", "#login")]
    [InlineData("SignupPerNetwork", "/signup", "#signup")]
    [InlineData("MailPerNetwork", "/forgot-password", "#forgot")]
    public async Task XC8_a_limit_is_told_in_the_form_with_the_time_and_nothing_is_lost(string limit, string path, string form)
    {
        await using var platform = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { [$"Platform:RateLimits:{limit}:Permits"] = "1" });
        var tenant = await platform.TenantAsync();
        await platform.ChangeAsync(tenant, async db => (await db.Tenants.SingleAsync(t => t.Id == tenant.Id)).SignupEnabled = true);
        Page? page = null;
        foreach (var email in new[] { "one@example.com", "two@example.com", "three@example.com" })
        {
            var browser = platform.NewBrowser();
            var typed = new Dictionary<string, string>
            {
                ["email"] = email,
                ["given_name"] = "Ann",
                ["family_name"] = "Other",
                ["password"] = "some words here",
            };
            page = await browser.SubmitAsync(await browser.GetAsync(tenant.Base + path), form, typed);
        }

        page!.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Response.Headers.RetryAfter.ShouldNotBeNull();
        page.Text.ShouldContain("Too many attempts. Try again in ");
        page.Document.QuerySelector("[name=email]")!.GetAttribute("value").ShouldBe("three@example.com");
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/signup")]
    [InlineData("/forgot-password")]
    [InlineData("/verify-email?token=over")]
    public async Task XC4_a_browser_leaves_it_to_the_platform_which_addresses_there_are(string path)
    {
        var page = await shared.Host.NewBrowser().GetAsync((await TenantAsync()).Base + path);

        var field = page.Document.QuerySelector("[name=email]")!;
        field.GetAttribute("type").ShouldBe("text", "Browsers refuse jürgen@acme.example in a field of type email.");
        field.GetAttribute("inputmode").ShouldBe("email");
        field.GetAttribute("autocapitalize").ShouldBe("none");
    }

    [Fact]
    public async Task XC4_somebody_with_an_umlaut_in_the_address_signs_in()
    {
        var user = await shared.Host.UserAsync(await TenantAsync(), $"j\u00FCrgen.{Some.Name("u")}@acme.example");
        var browser = shared.Host.NewBrowser();

        var done = await browser.SubmitAsync(
            await browser.GetAsync(user.Tenant.Base + "/login"), "#login",
            new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password }, follow: false);

        done.Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task XB8_an_accepted_form_ends_on_its_own_origin_and_a_page_goes_on()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();
        var page = await browser.GetAsync(user.Tenant.Base + "/login");
        using var body = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password });

        using var answer = await browser.FetchAsync(HttpMethod.Post, page.Url.AbsoluteUri, body, ("Sec-Fetch-Mode", "navigate"));
        var target = new Uri(page.Url, answer.Headers.Location!);
        using var goesOn = await browser.FetchAsync(HttpMethod.Get, target.AbsoluteUri, null, ("Accept", "text/html"));

        page.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self';");
        target.GetLeftPart(UriPartial.Path).ShouldBe(user.Tenant.Base + "/login/continue");
        goesOn.StatusCode.ShouldBe(HttpStatusCode.OK);
        goesOn.Headers.GetValues("Refresh").Single().ShouldStartWith($"0; url={user.Tenant.Application.LoginUrl}?tenant_name=");
        (await goesOn.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldContain($"href=\"{user.Tenant.Application.LoginUrl}?tenant_name=");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?to=https://evil.example/")]
    [InlineData("?to=CfDJ8AAAA")]
    [InlineData("?req=short")]
    [InlineData("?req=%22%3E%3Cscript%3E")]
    public async Task XB8_nobody_else_makes_that_page_lead_anywhere(string query)
    {
        var tenant = await shared.Host.TenantAsync();

        var answer = await shared.Host.NewBrowser().GetOnceAsync(tenant.Base + "/login/continue" + query);

        answer.Location!.AbsoluteUri.ShouldBe(tenant.Base + "/login");
    }

    private async Task<SomeTenant> TenantAsync()
    {
        var tenant = await shared.Host.TenantAsync();
        await shared.Host.ChangeAsync(tenant, async db => (await db.Tenants.SingleAsync(t => t.Id == tenant.Id)).SignupEnabled = true);
        return tenant;
    }
}
