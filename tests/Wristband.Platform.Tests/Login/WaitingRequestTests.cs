using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Login;

/// <summary>X-B1, X-B2, X-B4, X-B6, X-D21, X-A6: where the person wanted to go, from the first click to the code.</summary>
public class WaitingRequestTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    private static Dictionary<string, string> Credentials(SomeUser user) => new() { ["email"] = user.Email, ["password"] = user.Password };

    private static Dictionary<string, string> NewPassword { get; } = new() { ["password"] = "quite another phrase" };

    private static async Task<string?> CodeAsync(Browser browser, Page answer)
    {
        answer.Location!.AbsolutePath.ShouldBe("/api/v1/oauth2/authorize", answer.Body);
        var callback = await browser.GetOnceAsync(answer.Location.ToString());
        callback.Location.ShouldNotBeNull(callback.Body);
        return QueryHelpers.ParseQuery(callback.Location.Query).TryGetValue("code", out var code) ? code.ToString() : null;
    }

    [Fact]
    public async Task XB4_a_login_page_that_was_open_over_lunch_signs_in_and_goes_on()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var browser = platform.NewBrowser();
        var page = await browser.GetAsync(new RelyingParty(platform, user.Tenant.Application).AuthorizeUrl(user.Tenant));

        platform.Time.Advance(TimeSpan.FromMinutes(31));
        var done = await browser.SubmitAsync(page, "#login", Credentials(user), follow: false);

        (await CodeAsync(browser, done)).ShouldNotBeNull();
    }

    [Fact]
    public async Task XB4_XD30_a_form_that_lost_its_cookie_to_another_tab_signs_in_and_goes_on()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        var tabs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.GetAsync(app.AuthorizeUrl(user.Tenant))));
        browser.Cookies.Remove(tabs[0].Url, "wb-form");

        foreach (var tab in tabs)
        {
            browser.Cookies.Remove(tab.Url, "wb-sso");
            var done = await browser.SubmitAsync(tab, "#login", Credentials(user), follow: false);
            (await CodeAsync(browser, done)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task XD30_requests_of_one_instant_are_each_bound_to_the_browser()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();

        var tabs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant))));
        var after = await browser.GetAsync(app.AuthorizeUrl(user.Tenant));

        var kept = browser.Cookies.For(after.Url).Keys.Where(name => name.StartsWith("wb-txn-", StringComparison.Ordinal)).ToList();
        kept.Count.ShouldBeInRange(1, tabs.Length, "What comes later is bound to what there is.");
        var stranger = _platform.NewBrowser();
        (await stranger.GetOnceAsync(tabs[0].Location!.ToString())).Status.ShouldBe(HttpStatusCode.Found, "Another browser starts again.");
    }

    [Fact]
    public async Task XB4_a_form_from_another_site_signs_nobody_in_and_comes_back_with_the_address()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = _platform.NewBrowser();
        var page = await browser.GetAsync(new RelyingParty(_platform, user.Tenant.Application).AuthorizeUrl(user.Tenant));
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var body = new FormUrlEncodedContent(
            new Dictionary<string, string>(Credentials(user)) { ["__RequestVerificationToken"] = token });
        browser.Cookies.Remove(page.Url, "wb-form");

        using var refused = await browser.FetchAsync(
            HttpMethod.Post, page.Url.AbsoluteUri, body, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"));
        var again = await browser.GetAsync(new Uri(page.Url, refused.Headers.Location!).AbsoluteUri);

        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Document.QuerySelector("#email")!.GetAttribute("value").ShouldBe(user.Email);
        again.Text.ShouldContain("open for too long");
        again.Body.ShouldNotContain(user.Password);
        browser.Cookies.For(page.Url).ShouldNotContainKey("wb-sso");
        var done = await browser.SubmitAsync(again, "#login", Credentials(user), follow: false);
        (await CodeAsync(browser, done)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("prompt", "login", false)]
    [InlineData("login_hint", "somebody.else@example.com", false)]
    public async Task XB1_signed_in_in_one_tab_the_other_goes_on_when_it_is_loaded_again(string? parameter, string? value, bool goesOn)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        var first = await browser.GetAsync(app.AuthorizeUrl(user.Tenant));
        var second = await browser.GetAsync(app.AuthorizeUrl(user.Tenant, (parameter ?? "extra", value)));

        await browser.SubmitAsync(first, "#login", Credentials(user), follow: false);
        var again = await browser.GetOnceAsync(second.Url.ToString());

        if (goesOn) (await CodeAsync(browser, again)).ShouldNotBeNull();
        else again.Document.QuerySelector("#login").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task XB2_a_new_password_leads_to_the_wanted_page_and_in_another_browser_to_the_application(bool sameBrowser)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = _platform.NewBrowser();
        var login = await browser.GetAsync(new RelyingParty(_platform, user.Tenant.Application).AuthorizeUrl(user.Tenant));
        var forgot = await browser.FollowAsync(login, login.Document.QuerySelector("a[href^='/forgot-password']")!.GetAttribute("href")!);
        await browser.SubmitAsync(forgot, "#forgot", new Dictionary<string, string> { ["email"] = user.Email });
        var link = (await _platform.Mailbox.LastToAsync(user.Email)).Link;
        var other = sameBrowser ? browser : _platform.NewBrowser();

        var done = await other.SubmitAsync(await other.GetAsync(link), "#reset", NewPassword, follow: false);

        link.Length.ShouldBeLessThan(500);
        if (sameBrowser) (await CodeAsync(other, done)).ShouldNotBeNull();
        else done.Location!.ToString().ShouldStartWith(user.Tenant.Application.LoginUrl + "?tenant_name=");
    }

    [Fact]
    public async Task XD21_XB6_a_request_of_six_kilobytes_waits_behind_a_short_address()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = _platform.NewBrowser();

        var page = await browser.GetAsync(
            new RelyingParty(_platform, user.Tenant.Application).AuthorizeUrl(user.Tenant, ("extra", new string('x', 6_000))));

        page.Url.ToString().Length.ShouldBeLessThan(200);
        (await CodeAsync(browser, await browser.SubmitAsync(page, "#login", Credentials(user), follow: false))).ShouldNotBeNull();
    }

    [Fact]
    public async Task XA6_a_sign_in_that_waits_for_one_person_never_gives_a_code_for_another()
    {
        var tenant = await _platform.TenantAsync();
        var (ann, bob) = (await _platform.UserAsync(tenant), await _platform.UserAsync(tenant));
        var app = new RelyingParty(_platform, tenant.Application);
        var hint = (await app.SignInAsync(ann)).IdToken;
        var browser = _platform.NewBrowser();
        var page = await browser.GetAsync(app.AuthorizeUrl(tenant, ("id_token_hint", hint)));

        var done = await browser.SubmitAsync(page, "#login", Credentials(bob), follow: false);
        var answer = await browser.GetOnceAsync(done.Location!.ToString());

        QueryHelpers.ParseQuery(answer.Location!.Query)["error"].ToString().ShouldBe("login_required");
    }

    [Fact]
    public async Task A_browser_that_begins_again_and_again_does_not_fill_the_database()
    {
        var tenant = await _platform.TenantAsync();
        var browser = _platform.NewBrowser();
        var first = await _platform.BeginTransactionAsync(browser, tenant);
        for (var i = 0; i < 55; i++) await _platform.BeginTransactionAsync(browser, tenant);

        var kept = await _platform.ReadAsync(tenant.Application.Id, db => db.WaitingRequests.CountAsync(r => r.TenantId == tenant.Id));

        kept.ShouldBe(50);
        first.Length.ShouldBe(43);
    }
}
