using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>X-F1: parameters that a request does not define are ignored, on every endpoint and for every grant.</summary>
public class UndefinedParametersTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    /// <summary>All that some client sends somewhere, and two that nobody defined.</summary>
    public static TheoryData<string, string> Extras => new()
    {
        { "scope", "openid email" },
        { "scope", "made up" },
        { "redirect_uri", "https://elsewhere.example/" },
        { "code", "a-code" },
        { "refresh_token", "a-token" },
        { "token", "a-token" },
        { "token_type_hint", "refresh_token" },
        { "state", "a-state" },
        { "nonce", "a-nonce" },
        { "resource", "https://api.example/" },
        { "audience", "https://api.example/" },
        { "response_type", "code" },
        { "login_hint", "somebody" },
        { "username", "somebody" },
        { "password", "secret" },
        { "device_code", "a-code" },
        { "subject_token", "a-token" },
        { "assertion", "an-assertion" },
        { "code_challenge", "!" },
        { "tenant_name", "acme" },
        { "x", "" },
    };

    [Theory]
    [MemberData(nameof(Extras))]
    public async Task XF1_beside_a_code(string name, string value)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var code = await app.CodeAsync(user);
        if (name is "code" or "redirect_uri") return;

        (await app.RedeemAsync(code, (name, value))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Extras))]
    [InlineData("code_verifier", RelyingParty.Verifier)]
    public async Task XF1_beside_a_refresh_token(string name, string value)
    {
        if (name is "refresh_token" or "scope") return;
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);

        (await app.RefreshAsync(tokens.RefreshToken, (name, value))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Extras))]
    public async Task XF1_beside_client_credentials_and_in_a_revocation(string name, string value)
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        var app = new RelyingParty(_platform, application) { ClientId = machine.Id, ClientSecret = machine.Secret };

        if (name is not "scope")
            (await app.TokenAsync(("grant_type", "client_credentials"), (name, value))).Status.ShouldBe(HttpStatusCode.OK);
        if (name is not "token") (await app.RevokeAsync("unknown", (name, value))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Extras))]
    [InlineData("grant_type", "password")]
    [InlineData("client_secret", "x")]
    public async Task XF1_in_an_authorize_request(string name, string value)
    {
        if (name is "scope" or "redirect_uri" or "state" or "nonce" or "response_type" or "login_hint" or "code_challenge") return;
        var user = await _platform.UserAsync(await _platform.TenantAsync());

        var code = await new RelyingParty(_platform, user.Tenant.Application).CodeAsync(user, (name, value));

        code.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("?scope=made+up&access_token=x&client_id=y")]
    [InlineData("?schema=openid")]
    public async Task XF1_at_userinfo(string query)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var request = new HttpRequestMessage(HttpMethod.Get, user.Tenant.Application.Base + "/api/v1/oauth2/userinfo" + query);
        request.Headers.Authorization = new("Bearer", tokens.AccessToken);

        (await app.SendAsync(request)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Ignored is not granted: what came beside the code widens nothing.</summary>
    [Fact]
    public async Task XF1_an_ignored_scope_has_no_effect()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application) { Scope = "openid" };

        var answer = await app.RedeemAsync(await app.CodeAsync(user), ("scope", "openid email roles offline_access"));

        answer.Json.GetProperty("scope").GetString().ShouldBe("openid");
        answer.Json.GetProperty("refresh_token").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [InlineData("token", "grant_type=refresh_token&refresh_token=a&x=1&x=2")]
    [InlineData("revoke", "token=a&x=1&x=2")]
    public async Task P04_one_that_comes_twice_stays_an_error(string endpoint, string body)
    {
        var application = await _platform.ApplicationAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, $"{application.Base}/api/v1/oauth2/{endpoint}")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.Authorization = RelyingParty.Basic(application.ClientId, application.ClientSecret);

        (await new RelyingParty(_platform, application).SendAsync(request)).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
    }
}
