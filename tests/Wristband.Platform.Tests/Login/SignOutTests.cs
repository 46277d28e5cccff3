using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Login;

/// <summary>X-A4: what ends with a deliberate sign-out, and what does not.</summary>
public class SignOutTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    private static async Task<string> CodeAsync(Browser browser, RelyingParty app, SomeTenant tenant)
    {
        var page = await browser.GetOnceAsync(app.AuthorizeUrl(tenant));
        return QueryHelpers.ParseQuery(page.Location!.Query)["code"].ToString();
    }

    [Theory]
    [InlineData(true, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized)]
    [InlineData(false, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task XA4_a_sign_out_ends_refresh_codes_and_user_info_and_expiry_does_not(
        bool signsOut, HttpStatusCode atToken, HttpStatusCode atUserInfo)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var tokens = Tokens.Of(await app.RedeemAsync(await CodeAsync(browser, app, user.Tenant)));
        var unredeemed = await CodeAsync(browser, app, user.Tenant);

        if (signsOut) await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={app.ClientId}");
        else await ExpireAsync(user);

        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(atUserInfo);
        (await app.RefreshAsync(tokens.RefreshToken)).Status.ShouldBe(atToken);
        (await app.RedeemAsync(unredeemed)).Status.ShouldBe(atToken);
    }

    [Fact]
    public async Task XA4_another_session_of_the_same_person_goes_on()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var elsewhere = await app.SignInAsync(user);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={app.ClientId}");

        (await app.RefreshAsync(elsewhere.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("openid offline_access", HttpStatusCode.OK)]
    [InlineData("openid", HttpStatusCode.Unauthorized)]
    public async Task XA4_an_app_on_a_device_outlives_the_session_when_it_has_offline_access(string scope, HttpStatusCode afterwards)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var native = await _platform.ClientAsync(user.Tenant.Application, ClientType.Native, "http://localhost:6001/native");
        var app = new RelyingParty(_platform, user.Tenant.Application)
        {
            ClientId = native.Id,
            ClientSecret = null,
            RedirectUri = native.RedirectUri,
            Scope = scope,
        };
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var answer = await app.RedeemAsync(await CodeAsync(browser, app, user.Tenant));

        await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={app.ClientId}");

        (await app.UserInfoAsync(answer.Json.GetProperty("access_token").GetString()!)).Status.ShouldBe(afterwards);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task XB18_the_login_page_after_a_sign_out_says_once_that_it_happened(bool byForm)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        (await browser.GetAsync(app.AuthorizeUrl(user.Tenant))).Text.ShouldNotContain("signed out");
        await _platform.SignInAsync(browser, user);

        if (byForm) await browser.SubmitAsync(await browser.GetAsync($"{user.Tenant.Base}/logout"), "#logout", follow: false);
        else await browser.GetOnceAsync($"{user.Tenant.Base}/api/v1/logout?client_id={app.ClientId}");
        var page = await browser.GetAsync(app.AuthorizeUrl(user.Tenant));
        var later = await browser.GetAsync(page.Url.AbsoluteUri);

        page.Document.QuerySelector("[role=status]")!.TextContent.ShouldBe($"You are signed out of {user.Tenant.Name} Inc..");
        page.Document.QuerySelector("#login").ShouldNotBeNull();
        later.Document.QuerySelector("[role=status]").ShouldBeNull();
    }

    private Task ExpireAsync(SomeUser user) => _platform.ChangeAsync(user.Tenant.Application, database =>
    {
        foreach (var session in database.AuthSessions.Where(s => s.UserId == user.Id)) session.LastSeenAt -= TimeSpan.FromHours(2);
        return Task.CompletedTask;
    });
}
