using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-20, P-05, P-24: when a session is enough, and how a request comes back from the login page.</summary>
public class PromptTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P20_prompt_none_without_a_session_is_login_required()
    {
        var tenant = await _platform.TenantAsync();

        var query = Query(await _platform.NewBrowser().GetOnceAsync(
            new RelyingParty(_platform, tenant.Application).AuthorizeUrl(tenant, ("prompt", "none"))));

        query["error"].ShouldBe("login_required");
        query["state"].ShouldBe(RelyingParty.State);
        query["iss"].ShouldBe(tenant.Application.Base);
        query["tenant_name"].ShouldBe(tenant.Name);
    }

    [Fact]
    public async Task P20_prompt_none_with_a_session_is_a_code()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());

        (await new RelyingParty(_platform, user.Tenant.Application).CodeAsync(user, ("prompt", "none"))).Length.ShouldBe(43);
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("prompt", "select_account")]
    [InlineData("max_age", "60")]
    [InlineData("max_age", "0")]
    public async Task P20_somebody_who_signed_in_before_the_request_has_to_do_it_again(string parameter, string value)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user, ago: TimeSpan.FromMinutes(10));

        var login = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant, (parameter, value)));
        var tooEarly = await browser.GetOnceAsync(Resume(user.Tenant, login));
        await _platform.SignInAsync(browser, user);
        var afterwards = await browser.GetOnceAsync(Resume(user.Tenant, login));

        login.Location!.AbsolutePath.ShouldBe("/login");
        tooEarly.Location!.AbsolutePath.ShouldBe("/login");
        Query(afterwards).ShouldContainKey("code");
    }

    [Fact]
    public async Task P20_a_session_younger_than_max_age_is_enough()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user, ago: TimeSpan.FromSeconds(59));

        Query(await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant, ("max_age", "60")))).ShouldContainKey("code");
    }

    [Fact]
    public async Task P20_too_old_a_session_with_prompt_none_says_so()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user, ago: TimeSpan.FromSeconds(61));

        var query = Query(await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant, ("max_age", "60"), ("prompt", "none"))));

        query["error"].ShouldBe("login_required");
        query["error_description"].ShouldBe("User must re-authenticate because the specified max_age value has elapsed");
    }

    [Fact]
    public async Task An_id_token_hint_asks_for_that_person_and_nobody_else()
    {
        var tenant = await _platform.TenantAsync();
        var (user, other) = (await _platform.UserAsync(tenant), await _platform.UserAsync(tenant));
        var app = new RelyingParty(_platform, tenant.Application);
        var (own, foreign) = ((await app.SignInAsync(user)).IdToken, (await app.SignInAsync(other)).IdToken);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        Query(await browser.GetOnceAsync(app.AuthorizeUrl(tenant, ("prompt", "none"), ("id_token_hint", own)))).ShouldContainKey("code");
        Query(await browser.GetOnceAsync(app.AuthorizeUrl(tenant, ("prompt", "none"), ("id_token_hint", foreign))))["error"]
            .ShouldBe("login_required");
        (await browser.GetOnceAsync(app.AuthorizeUrl(tenant, ("id_token_hint", foreign)))).Location!.AbsolutePath.ShouldBe("/login");
    }

    [Fact]
    public async Task P42_the_session_of_somebody_who_was_deactivated_is_none()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        await _platform.ChangeAsync(user, u => u.Status = UserStatus.Inactive);

        var page = await browser.GetOnceAsync(new RelyingParty(_platform, user.Tenant.Application).AuthorizeUrl(user.Tenant));

        page.Location!.AbsolutePath.ShouldBe("/login");
    }

    [Fact]
    public async Task P51_D46_the_session_of_another_tenant_is_none()
    {
        var application = await _platform.ApplicationAsync();
        var user = await _platform.UserAsync(await _platform.TenantAsync(application));
        var elsewhere = await _platform.TenantAsync(application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var stolen = browser.Cookies.For(new Uri(user.Tenant.Base))["wb-sso"];
        browser.Cookies.Put(new Uri(elsewhere.Base), "wb-sso", stolen);

        var page = await browser.GetOnceAsync(new RelyingParty(_platform, application).AuthorizeUrl(elsewhere));

        page.Location!.AbsolutePath.ShouldBe("/login");
    }

    [Fact]
    public async Task P05_nothing_beside_the_stored_request_counts_when_it_comes_back()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        var login = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));
        await _platform.SignInAsync(browser, user);

        var page = await browser.GetOnceAsync(QueryHelpers.AddQueryString(Resume(user.Tenant, login), new Dictionary<string, string?>
        {
            ["client_id"] = "another",
            ["redirect_uri"] = "https://evil.example/",
            ["state"] = "another-state-of-22-characters",
            ["scope"] = "openid",
            ["code_challenge"] = "another-challenge-of-43-characters-123456789",
        }));

        page.Location!.GetLeftPart(UriPartial.Path).ShouldBe(app.RedirectUri);
        Query(page)["state"].ShouldBe(RelyingParty.State);
        Tokens.Of(await app.RedeemAsync(Query(page)["code"])).RefreshToken.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task P24_somebody_elses_request_starts_again_at_the_application()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var login = await _platform.NewBrowser().GetOnceAsync(app.AuthorizeUrl(user.Tenant));
        var victim = _platform.NewBrowser();
        await _platform.SignInAsync(victim, user);

        var page = await victim.GetOnceAsync(Resume(user.Tenant, login));

        page.Location!.GetLeftPart(UriPartial.Path).ShouldBe(user.Tenant.Application.LoginUrl);
        Query(page)["tenant_name"].ShouldBe(user.Tenant.Name);
        Query(page).ShouldNotContainKey("code");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("CfDJ8invented")]
    public async Task P24_an_invented_request_starts_again_at_the_application(string transaction)
    {
        var tenant = await _platform.TenantAsync();

        var page = await _platform.NewBrowser().GetOnceAsync($"{tenant.Base}/api/v1/oauth2/authorize?req={transaction}");

        page.Location!.GetLeftPart(UriPartial.Path).ShouldBe(tenant.Application.LoginUrl);
    }

    [Fact]
    public async Task P05_a_request_begun_at_one_tenant_does_not_go_on_at_another()
    {
        var application = await _platform.ApplicationAsync();
        var user = await _platform.UserAsync(await _platform.TenantAsync(application));
        var elsewhere = await _platform.UserAsync(await _platform.TenantAsync(application));
        var browser = _platform.NewBrowser();
        var login = await browser.GetOnceAsync(new RelyingParty(_platform, application).AuthorizeUrl(user.Tenant));
        await _platform.SignInAsync(browser, elsewhere);
        var (name, value) = browser.Cookies.For(new Uri(user.Tenant.Base))
            .Single(c => c.Key.StartsWith("wb-txn-", StringComparison.Ordinal));
        browser.Cookies.Put(new Uri(elsewhere.Tenant.Base), name, value);

        var page = await browser.GetOnceAsync(Resume(elsewhere.Tenant, login));

        Query(page).ShouldNotContainKey("code");
    }

    [Fact]
    public async Task The_whole_way_through_the_login_page_ends_at_the_application()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();

        var login = await browser.GetAsync(app.AuthorizeUrl(user.Tenant, ("login_hint", user.Email)));
        var signedIn = await browser.SubmitAsync(
            login, "form", new Dictionary<string, string> { ["password"] = user.Password }, follow: false);
        var back = await browser.GetOnceAsync(signedIn.Location!.ToString());

        signedIn.Status.ShouldBe(HttpStatusCode.SeeOther);
        back.Location!.GetLeftPart(UriPartial.Path).ShouldBe(app.RedirectUri);
        (await app.RedeemAsync(Query(back)["code"])).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string Resume(SomeTenant tenant, Page login) =>
        QueryHelpers.AddQueryString(tenant.Base + "/api/v1/oauth2/authorize", "req", Query(login)["req"]);

    private static Dictionary<string, string> Query(Page page)
    {
        page.Location.ShouldNotBeNull(page.Body);
        return QueryHelpers.ParseQuery(page.Location.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
    }
}
