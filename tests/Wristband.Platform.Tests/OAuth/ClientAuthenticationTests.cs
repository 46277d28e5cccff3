using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Security;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-08, P-09, S-90: who a client is, and what its type may do.</summary>
public class ClientAuthenticationTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P08_unknown_wrong_foreign_disabled_and_missing_credentials_get_the_same_answer()
    {
        var application = await _platform.ApplicationAsync();
        var other = await _platform.ApplicationAsync();
        var disabled = await _platform.ApplicationAsync();
        await _platform.ChangeClientAsync(disabled, client => client.Enabled = false);

        var answers = new List<Answer>
        {
            await AskAsync(application, RelyingParty.Basic(application.ClientId, SecretToken.New())),
            await AskAsync(application, RelyingParty.Basic("doesnotexistdoesnotexist26", application.ClientSecret)),
            await AskAsync(application, RelyingParty.Basic(other.ClientId, other.ClientSecret)),
            await AskAsync(disabled, RelyingParty.Basic(disabled.ClientId, disabled.ClientSecret)),
            await AskAsync(application, null, ("client_id", application.ClientId)),
            await AskAsync(application, null, ("client_id", application.ClientId), ("client_secret", "wrong")),
            await AskAsync(application, new AuthenticationHeaderValue("Basic", "not-base64!")),
            await AskAsync(application, new AuthenticationHeaderValue("Basic", Convert.ToBase64String("no-colon"u8))),
            await AskAsync(application, RelyingParty.Basic(application.ClientId, application.ClientSecret), ("client_id", other.ClientId)),
        };

        foreach (var answer in answers)
        {
            answer.ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
            answer.Body.ShouldBe(answers[0].Body);
            answer.Response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Basic");
            answer.Response.Headers.WwwAuthenticate.ToString().ShouldBe(answers[0].Response.Headers.WwwAuthenticate.ToString());
            answer.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task S90_basic_credentials_are_read_raw_and_form_encoded()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        var encoded = string.Concat(machine.Secret!.Select(c => $"%{(int)c:X2}"));

        (await AskAsync(application, RelyingParty.Basic(machine.Id, machine.Secret!))).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(application, RelyingParty.Basic(machine.Id, encoded))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task S90_ids_and_secrets_hold_only_unreserved_characters()
    {
        var application = await _platform.ApplicationAsync();

        application.ClientId.ShouldMatch("^[a-z2-7]{26}$");
        application.ClientSecret.ShouldMatch("^[A-Za-z0-9_-]{43}$");
    }

    [Fact]
    public async Task The_secret_may_come_in_the_body()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);

        (await AskAsync(application, null, ("client_id", machine.Id), ("client_secret", machine.Secret!))).Status
            .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P08_credentials_in_two_places_are_refused_even_when_both_are_right()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);

        var answer = await AskAsync(application, RelyingParty.Basic(machine.Id, machine.Secret!), ("client_secret", machine.Secret!));

        answer.ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Two_secrets_are_active_during_a_rotation_and_a_withdrawn_one_ends_at_once()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        var second = SecretToken.New();
        await _platform.ChangeAsync(application, async database =>
            (await database.OAuthClients.FindAsync(machine.Id))!.SecretHashes =
                [SecretToken.Hash(machine.Secret!), SecretToken.Hash(second)]);

        (await AskAsync(application, RelyingParty.Basic(machine.Id, machine.Secret!))).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(application, RelyingParty.Basic(machine.Id, second))).Status.ShouldBe(HttpStatusCode.OK);
        await _platform.ChangeAsync(application, async database =>
            (await database.OAuthClients.FindAsync(machine.Id))!.SecretHashes = [SecretToken.Hash(second)]);
        (await AskAsync(application, RelyingParty.Basic(machine.Id, machine.Secret!)))
            .ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await AskAsync(application, RelyingParty.Basic(machine.Id, second))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_native_app_signs_in_with_pkce_and_without_a_secret()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var native = await _platform.ClientAsync(user.Tenant.Application, ClientType.Native, "com.example.app:/callback");
        var app = new RelyingParty(
            _platform, user.Tenant.Application)
        { ClientId = native.Id, ClientSecret = null, RedirectUri = native.RedirectUri };

        var tokens = await app.SignInAsync(user);

        (await app.RefreshAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.RevokeAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_native_app_cannot_pretend_to_have_a_secret()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var native = await _platform.ClientAsync(user.Tenant.Application, ClientType.Native);
        var app = new RelyingParty(_platform, user.Tenant.Application) { ClientId = native.Id, ClientSecret = null };

        var answer = await app.RedeemAsync(await app.CodeAsync(user), ("client_secret", "invented"));

        answer.ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Theory]
    [InlineData("password")]
    [InlineData("implicit")]
    [InlineData("urn:ietf:params:oauth:grant-type:device_code")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange")]
    [InlineData("urn:ietf:params:oauth:grant-type:jwt-bearer")]
    public async Task P09_other_grants_do_not_exist(string grant)
    {
        var application = await _platform.ApplicationAsync();

        var answer = await AskAsync(
            application, RelyingParty.Basic(application.ClientId, application.ClientSecret), ("grant_type", grant), ("username", "u"),
            ("password", "p"));

        answer.ShouldBe(HttpStatusCode.BadRequest, "unsupported_grant_type");
    }

    [Fact]
    public async Task P09_a_backend_server_has_no_client_credentials_grant()
    {
        var application = await _platform.ApplicationAsync();

        (await AskAsync(application, RelyingParty.Basic(application.ClientId, application.ClientSecret)))
            .ShouldBe(HttpStatusCode.BadRequest, "unauthorized_client");
    }

    [Fact]
    public async Task P09_a_machine_has_no_authorize_request()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var machine = await _platform.ClientAsync(user.Tenant.Application, ClientType.MachineToMachine);
        var app = new RelyingParty(_platform, user.Tenant.Application) { ClientId = machine.Id, ClientSecret = machine.Secret };
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));

        page.Location!.Query.ShouldContain("error=unauthorized_client");
    }

    [Fact]
    public async Task A_machine_gets_an_access_token_and_nothing_about_a_user()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);

        var answer = await AskAsync(application, RelyingParty.Basic(machine.Id, machine.Secret!));

        answer.Json.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["access_token", "token_type", "expires_in", "id_token", "refresh_token", "scope"]);
        answer.Json.GetProperty("id_token").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        answer.Json.GetProperty("refresh_token").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var claims = Jwt.Read(answer.Json.GetProperty("access_token").GetString()!).Claims;
        claims.GetProperty("sub").GetString().ShouldBe(machine.Id);
        claims.GetProperty("sub_kind").GetString().ShouldBe("client");
        claims.GetProperty("app_id").GetString().ShouldBe(application.Id);
        claims.TryGetProperty("tnt_id", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("openid")]
    [InlineData("anything")]
    public async Task A_machine_cannot_ask_for_scopes_about_users(string scope)
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);

        (await AskAsync(application, RelyingParty.Basic(machine.Id, machine.Secret!), ("scope", scope)))
            .ShouldBe(HttpStatusCode.BadRequest, "invalid_scope");
    }

    private async Task<Answer> AskAsync(
        SomeApplication application, AuthenticationHeaderValue? authorization, params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        foreach (var (name, value) in fields) form[name] = value;
        var request = new HttpRequestMessage(HttpMethod.Post, application.Base + "/api/v1/oauth2/token")
        {
            Content = new StringContent(
                string.Join('&', form.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}")), Encoding.UTF8,
                "application/x-www-form-urlencoded"),
        };
        request.Headers.Authorization = authorization;
        return await new RelyingParty(_platform, application).SendAsync(request);
    }
}
