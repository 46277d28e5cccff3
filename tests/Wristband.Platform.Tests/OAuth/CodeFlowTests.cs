using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>The whole flow in one piece: authorize, code, tokens, userinfo, refresh, revoke.</summary>
public class CodeFlowTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task A_signed_in_user_gets_a_code_with_everything_that_SDKs_read()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));

        page.Status.ShouldBe(HttpStatusCode.Redirect);
        page.Location!.GetLeftPart(UriPartial.Path).ShouldBe(app.RedirectUri);
        var query = QueryHelpers.ParseQuery(page.Location.Query);
        query.Keys.ShouldBe(["code", "state", "iss", "tenant_name", "tenant_domain"], ignoreOrder: true);
        query["code"].ToString().ShouldMatch("^[A-Za-z0-9_-]{43}$");
        query["state"].ToString().ShouldBe(RelyingParty.State);
        query["iss"].ToString().ShouldBe(user.Tenant.Application.Base);
        query["tenant_name"].ToString().ShouldBe(user.Tenant.Name);
        query["tenant_domain"].ToString().ShouldBe(user.Tenant.Name);
        page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_code_becomes_all_six_token_fields()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);

        var answer = await app.RedeemAsync(await app.CodeAsync(user));

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        answer.Json.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["access_token", "token_type", "expires_in", "id_token", "refresh_token", "scope"]);
        answer.Json.GetProperty("token_type").GetString().ShouldBe("Bearer");
        answer.Json.GetProperty("expires_in").ValueKind.ShouldBe(JsonValueKind.Number);
        answer.Json.GetProperty("expires_in").GetInt32().ShouldBe(1800);
        answer.Json.GetProperty("refresh_token").GetString()!.ShouldMatch("^[A-Za-z0-9_-]{43}$");
        answer.Json.GetProperty("scope").GetString().ShouldBe(app.Scope);
        answer.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_offline_access_the_refresh_token_is_null_and_not_missing()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application) { Scope = "openid email" };

        var answer = await app.RedeemAsync(await app.CodeAsync(user));

        answer.Json.GetProperty("refresh_token").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Refresh_userinfo_and_revocation_follow()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var first = await app.SignInAsync(user);

        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        var me = await app.UserInfoAsync(second.AccessToken);
        var revoked = await app.RevokeAsync(second.RefreshToken);

        second.RefreshToken.ShouldNotBe(first.RefreshToken);
        me.Json.GetProperty("sub").GetString().ShouldBe(user.Id);
        revoked.Status.ShouldBe(HttpStatusCode.OK);
        (await app.RefreshAsync(second.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(second.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nobody_signed_in_means_the_login_page_and_then_the_same_request_goes_on()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();

        var login = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));
        await _platform.SignInAsync(browser, user);
        var transaction = QueryHelpers.ParseQuery(login.Location!.Query)["req"].ToString();
        var resumed = await browser.GetOnceAsync(
            QueryHelpers.AddQueryString(user.Tenant.Base + "/api/v1/oauth2/authorize", "req", transaction));

        login.Location.AbsolutePath.ShouldBe("/login");
        resumed.Location.ShouldNotBeNull(resumed.Body);
        resumed.Location.GetLeftPart(UriPartial.Path).ShouldBe(app.RedirectUri);
        QueryHelpers.ParseQuery(resumed.Location.Query)["state"].ToString().ShouldBe(RelyingParty.State);
    }
}
