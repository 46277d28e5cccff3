using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-13 and protocol 2.4: who the bearer is, in the JSON types that SDKs insist on.</summary>
public class UserInfoTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task XF8_all_scopes_open_all_claims_with_strict_types_and_null_for_no_value()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync(), role: "owner");
        var app = new RelyingParty(_platform, user.Tenant.Application) { Scope = "openid email profile phone roles" };
        var tokens = await app.SignInAsync(user);

        var answer = await app.UserInfoAsync(tokens.AccessToken);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var me = answer.Json;
        me.GetProperty("sub").GetString().ShouldBe(user.Id);
        me.GetProperty("tnt_id").GetString().ShouldBe(user.Tenant.Id);
        me.GetProperty("tnt_name").GetString().ShouldBe(user.Tenant.Name);
        me.GetProperty("tenant_display_name").GetString().ShouldBe($"{user.Tenant.Name} Inc.", "X-E11");
        me.GetProperty("app_id").GetString().ShouldBe(user.Tenant.Application.Id);
        me.GetProperty("app_name").GetString().ShouldBe(user.Tenant.Application.Name);
        me.GetProperty("idp_name").GetString().ShouldBe("wristband");
        me.GetProperty("name").GetString().ShouldBe("Given Family");
        me.GetProperty("given_name").GetString().ShouldBe("Given");
        me.GetProperty("family_name").GetString().ShouldBe("Family");
        me.GetProperty("updated_at").GetInt64().ShouldBe(_platform.Time.GetUtcNow().ToUnixTimeSeconds());
        me.GetProperty("email").GetString().ShouldBe(user.Email);
        me.GetProperty("email_verified").ValueKind.ShouldBe(JsonValueKind.True);
        me.GetProperty("phone_number").ValueKind.ShouldBe(JsonValueKind.Null);
        me.GetProperty("phone_number_verified").ValueKind.ShouldBe(JsonValueKind.False);
        me.GetProperty("picture").ValueKind.ShouldBe(JsonValueKind.Null);
        var role = me.GetProperty("roles").EnumerateArray().ShouldHaveSingleItem();
        role.GetProperty("id").GetString()!.Length.ShouldBe(26);
        role.GetProperty("name").GetString().ShouldBe($"app:{user.Tenant.Application.Name}:owner");
        role.GetProperty("display_name").GetString().ShouldBe("owner");
        role.GetProperty("displayName").GetString().ShouldBe("owner");
    }

    [Fact]
    public async Task P13_only_what_the_scope_opens_is_told()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application) { Scope = "openid" };

        var answer = await app.UserInfoAsync((await app.SignInAsync(user)).AccessToken);

        answer.Json.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["sub", "tnt_id", "tnt_name", "app_id", "app_name", "idp_name", "tenant_display_name"]);
    }

    [Fact]
    public async Task Nobody_without_roles_has_an_empty_list()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeAsync(user.Tenant.Application, database =>
        {
            database.UserRoles.RemoveRange(database.UserRoles.Where(r => r.UserId == user.Id));
            return Task.CompletedTask;
        });
        var app = new RelyingParty(_platform, user.Tenant.Application) { Scope = "openid roles" };

        var answer = await app.UserInfoAsync((await app.SignInAsync(user)).AccessToken);

        answer.Json.GetProperty("roles").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_answer_is_about_now_and_not_about_the_sign_in()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        await _platform.ChangeAsync(user, u => u.GivenName = "Another");

        (await app.UserInfoAsync(tokens.AccessToken)).Json.GetProperty("given_name").GetString().ShouldBe("Another");
    }

    [Fact]
    public async Task P13_a_deactivated_user_and_tenant_end_the_token()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);

        await _platform.ChangeAsync(user, u => u.Status = UserStatus.Inactive);
        (await app.UserInfoAsync(tokens.AccessToken)).ShouldBeInvalidToken();
        await _platform.ChangeAsync(user, u => u.Status = UserStatus.Active);
        await _platform.ChangeAsync(user.Tenant, t => t.Status = TenantStatus.Inactive);
        (await app.UserInfoAsync(tokens.AccessToken)).ShouldBeInvalidToken();
    }

    [Fact]
    public async Task P41_ending_all_sessions_of_a_user_ends_the_tokens_at_once()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);

        await _platform.EndAllSessionsAsync(user);

        (await app.UserInfoAsync(tokens.AccessToken)).ShouldBeInvalidToken();
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task P13_a_token_outside_of_the_header_does_not_count()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["access_token"] = tokens.AccessToken });

        var byQuery = await app.GetAsync("/api/v1/oauth2/userinfo?access_token=" + tokens.AccessToken);
        var byForm = await app.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, user.Tenant.Application.Base + "/api/v1/oauth2/userinfo") { Content = form });

        byQuery.Status.ShouldBe(HttpStatusCode.Unauthorized);
        byForm.Status.ShouldBe(HttpStatusCode.Unauthorized);
        byQuery.Response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
    }

    [Fact]
    public async Task A_machine_is_no_user()
    {
        var application = await _platform.ApplicationAsync();
        var client = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        var machine = new RelyingParty(_platform, application) { ClientId = client.Id, ClientSecret = client.Secret };
        var token = (await machine.TokenAsync(("grant_type", "client_credentials"))).Json.GetProperty("access_token").GetString()!;

        (await machine.UserInfoAsync(token)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task P18_a_token_of_another_application_is_refused()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var tokens = await new RelyingParty(_platform, user.Tenant.Application).SignInAsync(user);
        var other = await _platform.UserAsync(await _platform.TenantAsync());
        var elsewhere = new RelyingParty(_platform, other.Tenant.Application);
        await elsewhere.SignInAsync(other);

        (await elsewhere.UserInfoAsync(tokens.AccessToken)).ShouldBeInvalidToken();
    }

    [Fact]
    public async Task An_id_token_is_no_access_token()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);

        (await app.UserInfoAsync((await app.SignInAsync(user)).IdToken)).ShouldBeInvalidToken();
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);

        platform.Time.Advance(TimeSpan.FromMinutes(36));

        (await app.UserInfoAsync(tokens.AccessToken)).ShouldBeInvalidToken();
    }

    public static TheoryData<string> Forgeries =>
        ["unknown-kid", "other-key", "none", "hs256-with-public-key", "no-kid", "changed-claim", "garbage", "empty", "three-dots"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused(string kind)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var real = (await app.SignInAsync(user)).AccessToken;
        var jwks = await app.GetAsync("/api/v1/oauth2/jwks");

        (await app.UserInfoAsync(real)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.UserInfoAsync(Forge(kind, real, jwks.Body))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task POST_works_as_GET_does()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var request = new HttpRequestMessage(HttpMethod.Post, user.Tenant.Application.Base + "/api/v1/oauth2/userinfo")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken) },
            Content = new FormUrlEncodedContent([]),
        };

        (await app.SendAsync(request)).Json.GetProperty("sub").GetString().ShouldBe(user.Id);
    }

    private static string Forge(string kind, string real, string jwks)
    {
        var parts = real.Split('.');
        var payload = Encoding.UTF8.GetString(Base64UrlTextEncoder.Decode(parts[1]));
        var header = Encoding.UTF8.GetString(Base64UrlTextEncoder.Decode(parts[0]));
        using var rsa = RSA.Create(2048);
        string Sign(string? kid) => new JsonWebTokenHandler().CreateToken(
            payload, new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = kid }, "RS256"),
            new Dictionary<string, object> { ["typ"] = "at+jwt" });
        return kind switch
        {
            "unknown-kid" => Sign("aaaaaaaaaaaaaaaaaaaaaaaaaa"),
            "other-key" => Sign(JsonDocument.Parse(header).RootElement.GetProperty("kid").GetString()),
            "no-kid" => Sign(null),
            "none" => $"{Encode("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.",
            "hs256-with-public-key" => Hmac($"{Encode(header.Replace("RS256", "HS256", StringComparison.Ordinal))}.{parts[1]}", jwks),
            "changed-claim" => $"{parts[0]}.{Encode(payload.Replace("\"user\"", "\"root\"", StringComparison.Ordinal))}.{parts[2]}",
            "garbage" => "garbage",
            "three-dots" => "...",
            _ => " ",
        };
    }

    private static string Hmac(string signed, string key) =>
        $"{signed}.{Base64UrlTextEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.ASCII.GetBytes(signed)))}";

    private static string Encode(string text) => Base64UrlTextEncoder.Encode(Encoding.UTF8.GetBytes(text));
}

file static class Answers
{
    public static void ShouldBeInvalidToken(this Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer error=\"invalid_token\"");
    }
}
