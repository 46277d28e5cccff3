using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>What authorize accepts, and where it answers.</summary>
public class AuthorizeTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Theory]
    [InlineData("client_id", null)]
    [InlineData("client_id", "")]
    [InlineData("client_id", "doesnotexist")]
    [InlineData("client_id", "an-id-that-is-much-longer-than-any-id-of-ours")]
    [InlineData("redirect_uri", "")]
    [InlineData("redirect_uri", "http://localhost:6001/api/auth/callback/")]
    [InlineData("redirect_uri", "http://localhost:6001/api/auth/Callback")]
    [InlineData("redirect_uri", "http://LOCALHOST:6001/api/auth/callback")]
    [InlineData("redirect_uri", "http://localhost:6001/api/auth/callback?x=1")]
    [InlineData("redirect_uri", "http://localhost:6001/api/auth/callback#x")]
    [InlineData("redirect_uri", "http://user@localhost:6001/api/auth/callback")]
    [InlineData("redirect_uri", "http://localhost:6002/api/auth/callback")]
    [InlineData("redirect_uri", "https://evil.example/api/auth/callback")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    public async Task P02_P03_an_unknown_client_or_redirect_uri_stays_on_a_local_page(string parameter, string? value)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        var page = await browser.GetOnceAsync(
            new RelyingParty(_platform, user.Tenant.Application).AuthorizeUrl(user.Tenant, (parameter, value)));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Location.ShouldBeNull();
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("This sign-in link does not work");
        page.Text.ShouldContain(parameter);
    }

    [Fact]
    public async Task P18_a_client_of_another_application_is_unknown_here()
    {
        var tenant = await _platform.TenantAsync();
        var other = await _platform.ApplicationAsync();

        var page = await _platform.NewBrowser().GetOnceAsync(
            new RelyingParty(_platform, tenant.Application).AuthorizeUrl(tenant, ("client_id", other.ClientId)));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Location.ShouldBeNull();
    }

    [Fact]
    public async Task P12_a_disabled_client_is_unknown()
    {
        var tenant = await _platform.TenantAsync();
        await _platform.ChangeClientAsync(tenant.Application, client => client.Enabled = false);

        var page = await _platform.NewBrowser().GetOnceAsync(new RelyingParty(_platform, tenant.Application).AuthorizeUrl(tenant));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "code id_token", "unsupported_response_type")]
    [InlineData("response_mode", "fragment", "invalid_request")]
    [InlineData("response_mode", "form_post", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "too-short", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("scope", "email", "invalid_scope")]
    [InlineData("scope", "openid everything", "invalid_scope")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("prompt", "dance", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    [InlineData("max_age", "soon", "invalid_request")]
    [InlineData("max_age", "99999999999", "invalid_request")]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported")]
    [InlineData("request_uri", "urn:x", "request_uri_not_supported")]
    public async Task P02_any_other_mistake_goes_back_with_state_and_issuer(string parameter, string? value, string error)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant, (parameter, value)));

        page.Location.ShouldNotBeNull(page.Body);
        page.Location.GetLeftPart(UriPartial.Path).ShouldBe(app.RedirectUri);
        var query = QueryHelpers.ParseQuery(page.Location.Query);
        query["error"].ToString().ShouldBe(error);
        query["state"].ToString().ShouldBe(RelyingParty.State);
        query["iss"].ToString().ShouldBe(user.Tenant.Application.Base);
        query["tenant_name"].ToString().ShouldBe(user.Tenant.Name);
        query.ShouldContainKey("error_description");
        query.ShouldNotContainKey("code");
        query.ShouldNotContainKey("error_uri");
    }

    [Theory]
    [InlineData("state", 513)]
    [InlineData("nonce", 129)]
    [InlineData("scope", 1001)]
    [InlineData("login_hint", 201)]
    public async Task Values_longer_than_documented_are_refused(string parameter, int length)
    {
        var tenant = await _platform.TenantAsync();

        var page = await _platform.NewBrowser().GetOnceAsync(
            new RelyingParty(_platform, tenant.Application).AuthorizeUrl(tenant, (parameter, new string('x', length))));

        QueryHelpers.ParseQuery(page.Location!.Query)["error"].ToString().ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("state", 1)]
    [InlineData("state", 512)]
    [InlineData("nonce", 1)]
    [InlineData("nonce", 128)]
    public async Task Short_and_long_values_that_relying_parties_send_are_accepted(string parameter, int length)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());

        var code = await new RelyingParty(_platform, user.Tenant.Application).CodeAsync(user, (parameter, new string('x', length)));

        code.Length.ShouldBe(43);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("scope")]
    [InlineData("nonce")]
    [InlineData("code_challenge")]
    [InlineData("something_else")]
    public async Task P04_a_repeated_parameter_is_refused(string parameter)
    {
        var tenant = await _platform.TenantAsync();
        var app = new RelyingParty(_platform, tenant.Application);

        var page = await _platform.NewBrowser().GetOnceAsync(app.AuthorizeUrl(tenant, (parameter, "one")) + $"&{parameter}=two");

        page.Location.ShouldNotBeNull(page.Body);
        page.Location.GetLeftPart(UriPartial.Path).ShouldBe(app.RedirectUri);
        QueryHelpers.ParseQuery(page.Location.Query)["error"].ToString().ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("client_id")]
    [InlineData("redirect_uri")]
    public async Task P04_a_repeated_client_or_redirect_uri_goes_nowhere(string parameter)
    {
        var tenant = await _platform.TenantAsync();
        var app = new RelyingParty(_platform, tenant.Application);
        var value = parameter == "client_id" ? app.ClientId : app.RedirectUri;

        var page = await _platform.NewBrowser().GetOnceAsync(QueryHelpers.AddQueryString(app.AuthorizeUrl(tenant), parameter, value));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("http://{tenant_name}.app.example:6001/callback")]
    [InlineData("http://{tenant_domain}.app.example:6001/callback")]
    public async Task P03_a_placeholder_is_registered_literally_and_filled_in_for_the_browser_only(string registered)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync(await _platform.ApplicationAsync(redirectUri: registered)));
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));

        page.Location.ShouldNotBeNull(page.Body);
        page.Location.GetLeftPart(UriPartial.Path).ShouldBe($"http://{user.Tenant.Name}.app.example:6001/callback");
        var code = QueryHelpers.ParseQuery(page.Location.Query)["code"].ToString();
        (await app.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P03_a_filled_in_placeholder_is_not_the_registered_string()
    {
        var tenant = await _platform.TenantAsync(
            await _platform.ApplicationAsync(redirectUri: "http://{tenant_name}.app.example:6001/callback"));
        var app = new RelyingParty(_platform, tenant.Application) { RedirectUri = $"http://{tenant.Name}.app.example:6001/callback" };

        var page = await _platform.NewBrowser().GetOnceAsync(app.AuthorizeUrl(tenant));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_only_redirect_uri_need_not_be_sent()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);

        var code = await app.CodeAsync(user, ("redirect_uri", null));

        (await app.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_several_redirect_uris_one_must_be_sent()
    {
        var tenant = await _platform.TenantAsync();
        await _platform.ChangeClientAsync(
            tenant.Application, client => client.RedirectUris = [.. client.RedirectUris, "http://localhost:6001/other"]);

        var page = await _platform.NewBrowser()
            .GetOnceAsync(new RelyingParty(_platform, tenant.Application).AuthorizeUrl(tenant, ("redirect_uri", null)));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_request_may_come_as_a_form()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var url = new Uri(app.AuthorizeUrl(user.Tenant));
        var form = QueryHelpers.ParseQuery(url.Query).ToDictionary(p => p.Key, p => p.Value.ToString());

        using var body = new FormUrlEncodedContent(form);
        var response = await browser.FetchAsync(HttpMethod.Post, url.GetLeftPart(UriPartial.Path), body);

        ((int)response.StatusCode).ShouldBeInRange(302, 303);
        QueryHelpers.ParseQuery(response.Headers.Location!.Query).ShouldContainKey("code");
    }

    [Fact]
    public async Task A_custom_domain_is_told_to_the_application()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var domain = await _platform.CustomDomainAsync(user.Tenant);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        var page = await browser.GetOnceAsync(new RelyingParty(_platform, user.Tenant.Application).AuthorizeUrl(user.Tenant));

        QueryHelpers.ParseQuery(page.Location!.Query)["tenant_custom_domain"].ToString().ShouldBe($"{domain}:{The.Port}");
    }

    [Theory]
    [InlineData("idp_hint", "wristband")]
    [InlineData("idp_hint", "no-such-provider")]
    [InlineData("ui_locales", "de")]
    [InlineData("display", "page")]
    [InlineData("acr_values", "any")]
    [InlineData("prompt", "consent")]
    public async Task Hints_that_mean_nothing_here_are_ignored(string parameter, string value)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());

        (await new RelyingParty(_platform, user.Tenant.Application).CodeAsync(user, (parameter, value))).Length.ShouldBe(43);
    }

    [Fact]
    public async Task On_the_applications_host_an_application_that_does_not_allow_it_gets_an_error_page()
    {
        var tenant = await _platform.TenantAsync();
        var app = new RelyingParty(_platform, tenant.Application);

        var page = await _platform.NewBrowser()
            .GetOnceAsync(app.AuthorizeUrl(tenant).Replace(tenant.Base, tenant.Application.Base, StringComparison.Ordinal));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("which workspace");
    }

    [Fact]
    public async Task On_the_applications_host_the_tenant_is_found_first_and_then_the_same_request_goes_on()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeAsync(user.Tenant.Application, async database =>
            (await database.Applications.SingleAsync(a => a.Id == user.Tenant.Application.Id)).AuthorizationRequestsEnabled = true);
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();

        var discovery = await browser.GetAsync(
            app.AuthorizeUrl(user.Tenant).Replace(user.Tenant.Base, user.Tenant.Application.Base, StringComparison.Ordinal));
        var found = await browser.SubmitAsync(
            discovery, "#discovery", new Dictionary<string, string> { ["who"] = user.Email }, follow: false);
        var login = await browser.FollowAsync(found, found.Location!.ToString());
        await _platform.SignInAsync(browser, user);
        var authorized = await browser.GetOnceAsync(found.Location.ToString());

        found.Location.GetLeftPart(UriPartial.Path).ShouldBe(user.Tenant.Base + "/api/v1/oauth2/authorize");
        login.Url.AbsolutePath.ShouldBe("/login");
        login.Document.QuerySelector("input[name=email]")!.GetAttribute("value").ShouldBe(user.Email);
        var query = QueryHelpers.ParseQuery(authorized.Location!.Query);
        query["state"].ShouldBe(new StringValues(RelyingParty.State));
        (await app.RedeemAsync(query["code"].ToString())).Status.ShouldBe(HttpStatusCode.OK);
    }
}
