using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>security.md B0 and protocol 3: what is in a token, literally.</summary>
public class TokenContentTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task An_access_token_holds_exactly_the_documented_claims()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);

        var token = Jwt.Read((await app.SignInAsync(user)).AccessToken);

        var now = _platform.Time.GetUtcNow().ToUnixTimeSeconds();
        token.Header.GetProperty("alg").GetString().ShouldBe("RS256");
        token.Header.GetProperty("typ").GetString().ShouldBe("at+jwt");
        token.Header.GetProperty("kid").GetString()!.ShouldMatch("^[a-z2-7]{26}$");
        token.Claims.EnumerateObject().Select(c => c.Name).ShouldBe(
            ["iss", "sub", "aud", "client_id", "exp", "iat", "nbf", "jti", "scope", "tnt_id", "app_id", "idp_name", "sub_kind", "auth_time",
                "amr", "van_dom"],
            ignoreOrder: true);
        token.Claim("iss").ShouldBe(user.Tenant.Application.Base);
        token.Claim("aud").ShouldBe(user.Tenant.Application.Id);
        token.Claim("sub").ShouldBe(user.Id);
        token.Claim("client_id").ShouldBe(app.ClientId);
        token.Claim("tnt_id").ShouldBe(user.Tenant.Id);
        token.Claim("app_id").ShouldBe(user.Tenant.Application.Id);
        token.Claim("idp_name").ShouldBe("wristband");
        token.Claim("sub_kind").ShouldBe("user");
        token.Claim("scope").ShouldBe(app.Scope);
        token.Claim("van_dom").ShouldBe(user.Tenant.Application.Authority);
        token.Claims.GetProperty("amr").GetRawText().ShouldBe("""["pwd"]""");
        foreach (var (claim, seconds) in new[] { ("iat", now), ("nbf", now), ("exp", now + 1800), ("auth_time", now) })
        {
            token.Claims.GetProperty(claim).ValueKind.ShouldBe(JsonValueKind.Number, claim);
            token.Claims.GetProperty(claim).GetInt64().ShouldBe(seconds, claim);
        }
    }

    [Fact]
    public async Task An_id_token_holds_who_signed_in_for_whom_and_how()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync(), role: "owner");
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        var sessionId = await _platform.SignInAsync(browser, user, ago: TimeSpan.FromMinutes(7));
        var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));

        var tokens = Tokens.Of(await app.RedeemAsync(QueryHelpers.ParseQuery(page.Location!.Query)["code"].ToString()));

        var token = Jwt.Read(tokens.IdToken);
        token.Header.GetProperty("typ").GetString().ShouldBe("JWT");
        token.Claim("iss").ShouldBe(user.Tenant.Application.Base);
        token.Claim("aud").ShouldBe(app.ClientId);
        token.Claim("sub").ShouldBe(user.Id);
        token.Claim("nonce").ShouldBe(RelyingParty.Nonce);
        token.Claim("sid").ShouldBe(sessionId);
        token.Claim("tnt_id").ShouldBe(user.Tenant.Id);
        token.Claim("app_id").ShouldBe(user.Tenant.Application.Id);
        token.Claim("email").ShouldBe(user.Email);
        token.Claims.GetProperty("email_verified").ValueKind.ShouldBe(JsonValueKind.True);
        token.Claims.GetProperty("roles")[0].GetProperty("name").GetString().ShouldBe($"app:{user.Tenant.Application.Name}:owner");
        token.Claims.GetProperty("amr").GetRawText().ShouldBe("""["pwd"]""");
        token.Claims.GetProperty("auth_time").GetInt64()
            .ShouldBe((_platform.Time.GetUtcNow() - TimeSpan.FromMinutes(7)).ToUnixTimeSeconds());
        token.Claim("at_hash").ShouldBe(Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(tokens.AccessToken))[..16]));
        (token.Claims.GetProperty("exp").GetInt64() - token.Claims.GetProperty("iat").GetInt64()).ShouldBe(1800);
    }

    [Fact]
    public async Task An_id_token_without_further_scopes_tells_nothing_about_the_person()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application) { Scope = "openid" };

        var token = Jwt.Read((await app.SignInAsync(user)).IdToken);

        foreach (var claim in new[] { "email", "name", "given_name", "roles", "phone_number", "updated_at" })
            token.Claims.TryGetProperty(claim, out _).ShouldBeFalse(claim);
    }

    [Fact]
    public async Task A_refreshed_id_token_keeps_the_time_of_the_sign_in_and_has_no_nonce()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var first = await app.SignInAsync(user);
        platform.Time.Advance(TimeSpan.FromMinutes(20));

        var second = Jwt.Read(Tokens.Of(await app.RefreshAsync(first.RefreshToken)).IdToken);

        second.Claim("auth_time").ShouldBe(Jwt.Read(first.IdToken).Claim("auth_time"));
        second.Claim("sid").ShouldBe(Jwt.Read(first.IdToken).Claim("sid"));
        second.Claim("iat").ShouldNotBe(Jwt.Read(first.IdToken).Claim("iat"));
        second.Claims.TryGetProperty("nonce", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Both_tokens_verify_with_the_published_keys_and_every_token_id_is_new()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var again = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
        var now = _platform.Time.GetUtcNow().UtcDateTime;
        var jwks = new JsonWebKeySet((await app.GetAsync("/api/v1/oauth2/jwks")).Body);

        foreach (var token in new[] { tokens.AccessToken, tokens.IdToken, again.AccessToken, again.IdToken })
        {
            var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
            {
                ValidIssuer = user.Tenant.Application.Base,
                IssuerSigningKeys = jwks.GetSigningKeys(),
                ValidAudiences = [app.ClientId, user.Tenant.Application.Id],
                LifetimeValidator = (notBefore, expires, _, _) => notBefore <= now && now < expires,
            });
            result.IsValid.ShouldBeTrue(result.Exception?.Message);
        }
        Jwt.Read(again.AccessToken).Claim("jti").ShouldNotBe(Jwt.Read(tokens.AccessToken).Claim("jti"));
    }

    [Fact]
    public async Task The_lifetime_is_the_clients()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeClientAsync(user.Tenant.Application, client => client.AccessTokenLifetime = TimeSpan.FromMinutes(5));
        var app = new RelyingParty(_platform, user.Tenant.Application);

        var answer = await app.RedeemAsync(await app.CodeAsync(user));

        answer.Json.GetProperty("expires_in").GetInt32().ShouldBe(300);
        var claims = Jwt.Read(Tokens.Of(answer).AccessToken).Claims;
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(300);
    }

    [Fact]
    public async Task Access_and_refresh_token_fit_into_one_cookie_of_an_official_sdk()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());

        var tokens = await new RelyingParty(_platform, user.Tenant.Application).SignInAsync(user);

        (tokens.AccessToken.Length + tokens.RefreshToken.Length).ShouldBeLessThan(2400);
    }
}
