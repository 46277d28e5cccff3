using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Wristband.Compatibility.Tests.Documents;
using Wristband.Compatibility.Tests.Running;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.OfficialSdks;

/// <summary>What an Express application with the official SDK lives through. One class below for each generation of the SDK.</summary>
public abstract class ExpressJourneys(Guests guests, Chromium chromium) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => guests.StartAsync();

    public ValueTask DisposeAsync() => default;

    private protected abstract GuestApp App { get; }

    private protected Guests Guests => guests;

    [Fact]
    [Capability(CapabilityAttribute.Login)]
    public async Task Somebody_signs_in_at_their_tenant_and_comes_back_where_they_wanted_to_go()
    {
        var browser = guests.Platform.NewBrowser();
        var page = await browser.GetAsync($"{App.Url}/api/auth/login?tenant_domain=acme&return_url={App.Url}/?wanted=1");
        page.Url.ToString().ShouldStartWith(guests.Platform.TenantUrl(App, "acme") + "/login");

        page = await SubmitPasswordAsync(browser, page);

        page.Url.ToString().ShouldBe(App.Url + "/?wanted=1");
        page.Body.ShouldBe("""{"isAuthenticated":true}""");
    }

    [Fact]
    [Capability(CapabilityAttribute.Session)]
    public async Task The_session_knows_person_and_tenant()
    {
        var browser = await SignedInAsync();
        var session = await SessionAsync(browser);
        session.UserId.Length.ShouldBe(26);
        session.TenantId.ShouldNotBeNullOrEmpty();
        session.TenantDomainName.ShouldBe("acme");
        session.Email.ShouldBe(TlsPlatform.Person);
    }

    [Fact]
    [Capability(CapabilityAttribute.Refresh)]
    public async Task An_expired_access_token_is_refreshed_and_the_refresh_token_rotates()
    {
        var browser = await SignedInAsync();
        var before = await SessionAsync(browser);
        await ExpireAsync(browser);

        var after = await SessionAsync(browser);

        after.AccessToken.ShouldNotBe(before.AccessToken);
        after.RefreshToken.ShouldNotBe(before.RefreshToken);
        after.ExpiresAt.ShouldBeGreaterThan(before.ExpiresAt - 1);
        after.UserId.ShouldBe(before.UserId);
    }

    [Fact]
    public async Task Parallel_requests_that_refresh_without_a_lock_all_stay_signed_in()
    {
        var browser = await SignedInAsync();
        await ExpireAsync(browser);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.FetchAsync(HttpMethod.Get, App.Url + "/api/session")));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        (await browser.FetchAsync(HttpMethod.Get, App.Url + "/api/session")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    [Capability(CapabilityAttribute.Jwt)]
    public async Task An_api_accepts_the_access_token_and_nothing_else()
    {
        var browser = await SignedInAsync();
        var session = await SessionAsync(browser);

        var accepted = await BearerAsync(browser, session.AccessToken);
        accepted.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tnt_id").GetString().ShouldBe(session.TenantId);

        (await BearerAsync(browser, Tampered(session.AccessToken))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await BearerAsync(browser, session.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.FetchAsync(HttpMethod.Get, App.Url + "/api/jwt")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    [Capability(CapabilityAttribute.Logout)]
    public async Task Logging_out_ends_the_session_here_and_at_the_platform_and_revokes_the_refresh_token()
    {
        var browser = await SignedInAsync();
        await ExpireAsync(browser);
        var stolen = browser.Cookies.For(new Uri(App.Url))["session"];

        var page = await browser.GetAsync(App.Url + "/api/auth/logout");

        // The platform sends people to the application's login endpoint, and a new login starts there: with the login page.
        page.Url.ToString().ShouldStartWith(guests.Platform.TenantUrl(App, "acme") + "/login");
        (await browser.FetchAsync(HttpMethod.Get, App.Url + "/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var thief = guests.Platform.NewBrowser();
        thief.Cookies.Put(new Uri(App.Url), "session", stolen);
        (await thief.FetchAsync(HttpMethod.Get, App.Url + "/api/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    [Capability(CapabilityAttribute.Discovery)]
    public async Task Somebody_without_a_tenant_finds_theirs_and_signs_in()
    {
        var browser = guests.Platform.NewBrowser();
        var page = await browser.GetAsync(App.Url + "/api/auth/login");
        page.Url.ToString().ShouldStartWith(guests.Platform.Issuer(App) + "/login?client_id=");

        page = await browser.SubmitAsync(page, "form#discovery", new Dictionary<string, string> { ["who"] = TlsPlatform.Person });
        page.Url.ToString().ShouldStartWith(guests.Platform.TenantUrl(App, "acme") + "/login");
        await SubmitPasswordAsync(browser, page);

        (await SessionAsync(browser)).TenantDomainName.ShouldBe("acme");
    }

    [Fact]
    [Capability(CapabilityAttribute.Signup)]
    public async Task Somebody_signs_up_confirms_the_address_and_is_signed_in()
    {
        var (name, email) = (Some.Name("new"), $"{Some.Name("founder")}@example.com");
        var browser = guests.Platform.NewBrowser();
        var page = await browser.GetAsync(guests.Platform.Issuer(App) + "/signup");
        page = await browser.SubmitAsync(page, "form#signup", new Dictionary<string, string>
        {
            ["workspace"] = "New workspace",
            ["address"] = name,
            ["given_name"] = "New",
            ["family_name"] = "Founder",
            ["email"] = email,
        });
        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);

        page = await browser.GetAsync(await LinkInMailAsync(browser, email));
        page = await browser.SubmitAsync(page, "form#confirm", new Dictionary<string, string> { ["password"] = The.Password });

        page.Url.ToString().ShouldStartWith(App.Url);
        var session = await SessionAsync(browser);
        session.TenantDomainName.ShouldBe(name);
        session.Email.ShouldBe(email);
    }

    [Fact]
    [Capability(CapabilityAttribute.Browser)]
    public Task A_founder_lives_through_everything_in_a_real_browser() => chromium.RunAsync(async page =>
    {
        var (name, email) = (Some.Name("new"), $"{Some.Name("founder")}@example.com");
        var app = new ExpressInBrowser(page, App.Url);

        await app.LogInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Create a workspace" }).ClickAsync();
        await new SignupForm(page).CreateWorkspaceAsync("New workspace", name, email);
        await (await new MailboxView(page).OpenNewestForAsync(guests.Platform.MailboxUrl, email)).ConfirmAddressAsync(The.Password);
        var session = await app.SessionAsync();
        session.TenantDomainName.ShouldBe(name);
        session.Email.ShouldBe(email);

        await app.ExpireAccessTokenAsync();
        var refreshed = await app.SessionAsync();
        refreshed.AccessToken.ShouldNotBe(session.AccessToken);
        refreshed.RefreshToken.ShouldNotBe(session.RefreshToken);
        (await app.CallApiAsync(refreshed.AccessToken)).ShouldBe(200);
        (await app.CallApiAsync(Tampered(refreshed.AccessToken))).ShouldBe(401);

        await app.LogOutAsync("New workspace");
        await app.LogInAsync();
        await (await new DiscoveryForm(page).FindAsync(email)).SignInAsync(email, The.Password);
        (await app.SessionAsync()).UserId.ShouldBe(session.UserId);
    }, new() { IgnoreHTTPSErrors = true }, expectRefusals: true);

    private protected async Task<Browser> SignedInAsync()
    {
        var browser = guests.Platform.NewBrowser();
        await SubmitPasswordAsync(browser, await browser.GetAsync($"{App.Url}/api/auth/login?tenant_domain=acme"));
        return browser;
    }

    private protected static Task<Page> SubmitPasswordAsync(Browser browser, Page page) =>
        browser.SubmitAsync(
            page, "form#login", new Dictionary<string, string> { ["email"] = TlsPlatform.Person, ["password"] = TlsPlatform.Password });

    private async Task<ExpressSession> SessionAsync(Browser browser)
    {
        var answer = await browser.FetchAsync(HttpMethod.Get, App.Url + "/api/session");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<ExpressSession>())!;
    }

    private async Task ExpireAsync(Browser browser) =>
        (await browser.FetchAsync(HttpMethod.Post, App.Url + "/test/expire-access-token")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    private Task<HttpResponseMessage> BearerAsync(Browser browser, string token) =>
        browser.FetchAsync(HttpMethod.Get, App.Url + "/api/jwt", null, ("Authorization", "Bearer " + token));

    private async Task<string> LinkInMailAsync(Browser browser, string email)
    {
        var mailbox = await browser.GetAsync($"{guests.Platform.MailboxUrl}/?to={Uri.EscapeDataString(email)}");
        var message = mailbox.Document.QuerySelector(".mails a")?.GetAttribute("href").ShouldNotBeNull(mailbox.Text);
        mailbox = await browser.FollowAsync(mailbox, message!);
        return mailbox.Document.QuerySelector(".actions a")!.GetAttribute("href")!;
    }

    private static string Tampered(string jwt)
    {
        var place = jwt.LastIndexOf('.') + 10;
        return jwt[..place] + (jwt[place] == 'A' ? 'B' : 'A') + jwt[(place + 1)..];
    }
}
