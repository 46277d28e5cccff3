using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-19 and protocol 2.6: a logout ends the session and leads somewhere registered.</summary>
public class LogoutTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P19_the_way_of_the_sdks_ends_the_session_without_a_question()
    {
        var (user, browser) = await SignedInAsync();

        var page = await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}");

        page.Location!.GetLeftPart(UriPartial.Path).ShouldBe(user.Tenant.Application.LoginUrl);
        Query(page)["tenant_name"].ShouldBe(user.Tenant.Name);
        page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        browser.Cookies.For(new Uri(user.Tenant.Base)).ShouldNotContainKey("wb-sso");
        (await IsSignedInAsync(user, browser)).ShouldBeFalse();
        (await _platform.AuditAsync(user.Tenant)).Select(e => e.Type).ShouldContain("logout");
    }

    [Fact]
    public async Task P19_a_copy_of_the_cookie_is_worth_nothing_afterwards()
    {
        var (user, browser) = await SignedInAsync();
        var copy = browser.Cookies.For(new Uri(user.Tenant.Base))["wb-sso"];

        await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}");

        browser.Cookies.Put(new Uri(user.Tenant.Base), "wb-sso", copy);
        (await IsSignedInAsync(user, browser)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("redirect_url")]
    [InlineData("post_logout_redirect_uri")]
    public async Task A_listed_address_wins_and_gets_the_state(string parameter)
    {
        var (user, browser) = await SignedInAsync();

        var page = await browser.GetOnceAsync(
            $"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}" +
            $"&{parameter}=http://localhost:6001/&state=user_initiated_logout");

        page.Location!.ToString().ShouldBe("http://localhost:6001/?state=user_initiated_logout");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://localhost:6001/elsewhere")]
    [InlineData("http://localhost:6001.evil.example/")]
    [InlineData("http://localhost:6001@evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/login")]
    public async Task P19_an_address_that_is_not_listed_is_ignored(string url)
    {
        var (user, browser) = await SignedInAsync();

        var page = await browser.GetOnceAsync(QueryHelpers.AddQueryString(
            $"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}", "redirect_url", url));

        page.Location!.GetLeftPart(UriPartial.Path).ShouldBe(user.Tenant.Application.LoginUrl);
        (await IsSignedInAsync(user, browser)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{literal}")]
    [InlineData("{filled}")]
    public async Task A_listed_address_with_a_placeholder_is_found_by_either_spelling(string spelling)
    {
        var (user, browser) = await SignedInAsync();
        await _platform.ChangeAsync(user.Tenant.Application, async database =>
            (await database.Applications.SingleAsync(a => a.Id == user.Tenant.Application.Id)).LogoutUrls =
                ["http://{tenant_name}.app.example/bye"]);
        var url = spelling == "{literal}" ? "http://{tenant_name}.app.example/bye" : $"http://{user.Tenant.Name}.app.example/bye";

        var page = await browser.GetOnceAsync(QueryHelpers.AddQueryString(
            $"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}", "redirect_url", url));

        page.Location!.ToString().ShouldBe($"http://{user.Tenant.Name}.app.example/bye");
    }

    [Fact]
    public async Task The_clients_login_url_comes_before_the_applications()
    {
        var (user, browser) = await SignedInAsync();
        await _platform.ChangeClientAsync(user.Tenant.Application, client => client.LoginUrl = "http://{tenant_name}.app.example/login");

        var page = await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={user.Tenant.Application.ClientId}");

        page.Location!.GetLeftPart(UriPartial.Path).ShouldBe($"http://{user.Tenant.Name}.app.example/login");
    }

    [Fact]
    public async Task Not_being_signed_in_is_not_an_error()
    {
        var tenant = await _platform.TenantAsync();

        var page = await _platform.NewBrowser().GetOnceAsync($"{tenant.Base}/api/v1/logout");

        page.Location!.GetLeftPart(UriPartial.Path).ShouldBe(tenant.Application.LoginUrl);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?client_id=unknown")]
    [InlineData("?client_id=a&client_id=b")]
    [InlineData("?id_token_hint=invented")]
    [InlineData("?id_token_hint=eyJhbGciOiJub25lIn0.eyJzaWQiOiJpbnZlbnRlZCJ9.")]
    public async Task P19_somebody_whom_no_application_sent_is_asked_first(string query)
    {
        var (user, browser) = await SignedInAsync();

        var asked = await browser.GetAsync($"{user.Tenant.Base}/api/v1/logout{query}");
        (await IsSignedInAsync(user, browser)).ShouldBeTrue();
        var confirmed = await browser.SubmitAsync(asked, "#logout", follow: false);

        asked.Url.AbsolutePath.ShouldBe("/logout");
        asked.Text.ShouldContain(user.Email);
        confirmed.Status.ShouldBe(HttpStatusCode.SeeOther);
        confirmed.Location!.GetLeftPart(UriPartial.Path).ShouldBe(user.Tenant.Application.LoginUrl);
        (await IsSignedInAsync(user, browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task P19_an_id_token_of_the_session_is_proof_enough()
    {
        var (user, browser) = await SignedInAsync();
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var authorized = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));
        var tokens = Tokens.Of(await app.RedeemAsync(Query(authorized)["code"]));

        var page = await browser.GetOnceAsync(
            $"{user.Tenant.Base}/api/v1/logout?id_token_hint={tokens.IdToken}&post_logout_redirect_uri=http://localhost:6001&state=x");

        page.Location!.ToString().ShouldBe("http://localhost:6001/?state=x");
        (await IsSignedInAsync(user, browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task P19_an_id_token_of_another_session_is_not()
    {
        var (user, browser) = await SignedInAsync();
        var elsewhere = await new RelyingParty(_platform, user.Tenant.Application).SignInAsync(user);
        var withoutAudience = elsewhere.IdToken;
        await _platform.ChangeClientAsync(user.Tenant.Application, client => client.Enabled = false);

        var page = await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?id_token_hint={withoutAudience}");

        page.Location!.AbsolutePath.ShouldBe("/logout");
    }

    [Fact]
    public async Task A_forged_form_ends_nothing()
    {
        var (user, browser) = await SignedInAsync();
        using var form = new FormUrlEncodedContent([]);

        var response = await browser.FetchAsync(HttpMethod.Post, user.Tenant.Base + "/logout", form);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await IsSignedInAsync(user, browser)).ShouldBeTrue();
    }

    private async Task<(SomeUser User, Browser Browser)> SignedInAsync()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        return (user, browser);
    }

    private async Task<bool> IsSignedInAsync(SomeUser user, Browser browser)
    {
        // Asks with another client: some tests disable the first one.
        var client = await _platform.ClientAsync(user.Tenant.Application, ClientType.BackendServer);
        var app = new RelyingParty(_platform, user.Tenant.Application) { ClientId = client.Id };
        return Query(await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant, ("prompt", "none")))).ContainsKey("code");
    }

    private static Dictionary<string, string> Query(Page page) =>
        QueryHelpers.ParseQuery(page.Location!.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
}
