using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>X-D12: a native app listens on whatever port it gets (RFC 8252 7.3); everything else about the address stays exact.</summary>
public class LoopbackRedirectTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Theory]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:51234/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1/callback")]
    [InlineData("http://127.0.0.1:8080/callback", "http://127.0.0.1:51234/callback")]
    [InlineData("http://127.0.0.1:8080/callback", "http://127.0.0.1/callback")]
    [InlineData("http://[::1]/callback", "http://[::1]:51234/callback")]
    [InlineData("http://127.0.0.1/callback?a=b", "http://127.0.0.1:65535/callback?a=b")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1:1")]
    public async Task XD12_any_port_is_the_same_address(string registered, string given)
    {
        var (user, app) = await NativeAsync(ClientType.Native, registered, given);

        var tokens = await app.SignInAsync(user);

        tokens.AccessToken.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task XD12_the_code_goes_to_the_port_that_was_asked_for_and_is_bound_to_it()
    {
        var (user, app) = await NativeAsync(ClientType.Native, "http://127.0.0.1/callback", "http://127.0.0.1:51234/callback");
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        var location = (await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant))).Location!;
        var code = QueryHelpers.ParseQuery(location.Query)["code"].ToString();

        location.GetLeftPart(UriPartial.Path).ShouldBe("http://127.0.0.1:51234/callback");
        (await app.RedeemAsync(code, ("redirect_uri", "http://127.0.0.1:51235/callback")))
            .ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:51234/other")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:51234/callback/")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:51234/callback?x=y")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:51234/callback#x")]
    [InlineData("http://127.0.0.1/callback", "https://127.0.0.1:51234/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.2:51234/callback")]
    [InlineData("http://127.0.0.1/callback", "http://[::1]:51234/callback")]
    [InlineData("http://127.0.0.1/callback", "http://localhost:51234/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:0/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:65536/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:-1/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:80@evil.example/callback")]
    [InlineData("http://127.0.0.1/callback", "http://user@127.0.0.1:51234/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1.evil.example:51234/callback")]
    [InlineData("http://127.0.0.1/callback", "http://127.0.0.1:51234/callback\n")]
    [InlineData("http://127.0.0.1/callback", "HTTP://127.0.0.1:51234/callback")]
    [InlineData("http://localhost/callback", "http://localhost:51234/callback")]
    [InlineData("https://127.0.0.1/callback", "https://127.0.0.1:51234/callback")]
    public async Task XD12_nothing_else_is(string registered, string given)
    {
        var (user, app) = await NativeAsync(ClientType.Native, registered, given);

        (await OpenAsync(user, app)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task XD12_a_web_application_gets_no_other_port()
    {
        var (user, app) = await NativeAsync(ClientType.BackendServer, "http://127.0.0.1/callback", "http://127.0.0.1:51234/callback");

        (await OpenAsync(user, app)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<Page> OpenAsync(SomeUser user, RelyingParty app)
    {
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        return await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));
    }

    private async Task<(SomeUser User, RelyingParty App)> NativeAsync(ClientType type, string registered, string given)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var client = await _platform.ClientAsync(user.Tenant.Application, type, registered);
        return (user, new RelyingParty(_platform, user.Tenant.Application)
        {
            ClientId = client.Id,
            ClientSecret = client.Secret,
            RedirectUri = given,
        });
    }
}
