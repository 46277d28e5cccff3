using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Security;

/// <summary>ES256 as an application's choice, and what happens to tokens while it changes. RS256 is what all other tests have.</summary>
public class SigningAlgorithmTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task An_application_with_ES256_signs_everything_with_its_published_key_on_P256()
    {
        var user = await UserAsync(_platform);
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var again = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));

        var jwks = await app.GetAsync("/api/v1/oauth2/jwks");
        var key = jwks.Json.GetProperty("keys").EnumerateArray().ShouldHaveSingleItem();
        key.EnumerateObject().Select(p => p.Name).ShouldBe(["kty", "use", "alg", "kid", "crv", "x", "y"]);
        (Text(key, "kty"), Text(key, "use"), Text(key, "alg"), Text(key, "crv")).ShouldBe(("EC", "sig", "ES256", "P-256"));
        foreach (var coordinate in new[] { "x", "y" }) Base64UrlTextEncoder.Decode(Text(key, coordinate)).Length.ShouldBe(32);
        foreach (var token in new[] { tokens.AccessToken, tokens.IdToken, again.AccessToken, again.IdToken })
        {
            Text(Jwt.Read(token).Header, "alg").ShouldBe("ES256");
            Text(Jwt.Read(token).Header, "kid").ShouldBe(Text(key, "kid"));
            Base64UrlTextEncoder.Decode(token.Split('.')[2]).Length.ShouldBe(64);
            (await IsValidAsync(app, token, jwks.Body)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Its_tokens_are_accepted_where_they_come_back()
    {
        var user = await UserAsync(_platform);
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var tokens = await TokensAsync(app, user, browser);

        var userInfo = await app.UserInfoAsync(tokens.AccessToken);
        var management = await ManagementAsync(app, tokens.AccessToken);
        var logout = await browser.GetOnceAsync(
            $"{user.Tenant.Base}/api/v1/logout?id_token_hint={tokens.IdToken}&post_logout_redirect_uri=http://localhost:6001&state=x");

        userInfo.Status.ShouldBe(HttpStatusCode.OK, userInfo.Body);
        management.Status.ShouldBe(HttpStatusCode.OK, management.Body);
        logout.Location!.ToString().ShouldBe("http://localhost:6001/?state=x");
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task The_metadata_name_the_applications_algorithm_on_every_host(string algorithm)
    {
        var tenant = await _platform.TenantAsync();
        await _platform.SignWithAsync(tenant.Application, Enum.Parse<SigningAlgorithm>(algorithm));
        var app = new RelyingParty(_platform, tenant.Application);

        foreach (var host in new[] { tenant.Application.Base, tenant.Base })
        {
            var metadata = await app.SendAsync(new HttpRequestMessage(HttpMethod.Get, host + "/.well-known/openid-configuration"));
            metadata.Json.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Select(a => a.GetString())
                .ShouldBe([algorithm]);
        }
    }

    /// <summary>
    /// Who keeps a key set for a day never meets a token with an unknown key; who was signed in before stays so; and a day after the last
    /// token of the old kind, nothing of it is accepted or published any more.
    /// </summary>
    [Theory]
    [InlineData("RS256", "ES256")]
    [InlineData("ES256", "RS256")]
    public async Task After_a_change_the_old_keys_sign_for_a_day_and_verify_until_their_last_token_is_over(string before, string after)
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await UserAsync(platform, before);
        var app = new RelyingParty(platform, user.Tenant.Application);
        (await AlgorithmsAsync(app)).ShouldBe([before]);

        await platform.SignWithAsync(user.Tenant.Application, Enum.Parse<SigningAlgorithm>(after));
        platform.Time.Advance(TimeSpan.FromMinutes(5));
        (await AlgorithmsAsync(app)).ShouldBe([before, after]);
        platform.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        var old = await app.SignInAsync(user);
        Text(Jwt.Read(old.AccessToken).Header, "alg").ShouldBe(before);

        platform.Time.Advance(TimeSpan.FromMinutes(6));
        var fresh = Tokens.Of(await app.RefreshAsync(old.RefreshToken));
        foreach (var token in new[] { fresh.AccessToken, fresh.IdToken }) Text(Jwt.Read(token).Header, "alg").ShouldBe(after);
        (await app.UserInfoAsync(old.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.UserInfoAsync(fresh.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await AlgorithmsAsync(app)).ShouldBe([before, after]);

        platform.Time.Advance(TimeSpan.FromHours(25));
        (await AlgorithmsAsync(app)).ShouldBe([after]);
    }

    [Fact]
    public async Task A_change_that_is_taken_back_within_the_day_signs_nothing_with_the_other_kind()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await UserAsync(platform, "RS256");
        var app = new RelyingParty(platform, user.Tenant.Application);
        await AlgorithmsAsync(app);
        await platform.SignWithAsync(user.Tenant.Application, SigningAlgorithm.ES256);
        platform.Time.Advance(TimeSpan.FromMinutes(6));
        await AlgorithmsAsync(app);

        await platform.SignWithAsync(user.Tenant.Application, SigningAlgorithm.RS256);
        for (var hours = 0; hours < 60; hours += 4)
        {
            platform.Time.Advance(TimeSpan.FromHours(4));
            Text(Jwt.Read((await app.SignInAsync(user)).AccessToken).Header, "alg").ShouldBe("RS256", $"after {hours} h");
        }

        (await AlgorithmsAsync(app)).ShouldBe(["RS256"]);
    }

    /// <summary>X-A5, for both kinds of keys, and as often as they come: what was read for one hint does not spoil the next.</summary>
    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task XA5_ID_tokens_of_a_retired_key_are_proof_again_and_again(string algorithm)
    {
        await using var platform = await PlatformHost.StartAsync(new Dictionary<string, string?>
        {
            ["Platform:Sessions:Idle"] = "365.00:00:00",
            ["Platform:Sessions:Absolute"] = "365.00:00:00",
        });
        var user = await UserAsync(platform, algorithm);
        var app = new RelyingParty(platform, user.Tenant.Application);
        var browsers = Enumerable.Range(0, 3).Select(_ => platform.NewBrowser()).ToList();
        var hints = new List<string>();
        foreach (var browser in browsers)
        {
            await platform.SignInAsync(browser, user);
            hints.Add((await TokensAsync(app, user, browser)).IdToken);
        }
        platform.Time.Advance(TimeSpan.FromDays(120));
        await platform.Services.GetServices<IHostedService>().OfType<KeyRotation>().Single()
            .RotateAsync(TestContext.Current.CancellationToken);

        foreach (var (browser, hint) in browsers.Zip(hints))
        {
            var answer = await browser.GetOnceAsync(
                $"{user.Tenant.Base}/api/v1/logout?id_token_hint={hint}&post_logout_redirect_uri=http://localhost:6001&state=x");
            answer.Location!.ToString().ShouldBe("http://localhost:6001/?state=x");
        }
    }

    internal static async Task<SomeUser> UserAsync(PlatformHost platform, string algorithm = "ES256")
    {
        var user = await platform.UserAsync(await platform.TenantAsync());
        await platform.SignWithAsync(user.Tenant.Application, Enum.Parse<SigningAlgorithm>(algorithm));
        return user;
    }

    internal static async Task<Tokens> TokensAsync(RelyingParty app, SomeUser user, Browser browser)
    {
        var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant));
        return Tokens.Of(await app.RedeemAsync(QueryHelpers.ParseQuery(page.Location!.Query)["code"].ToString()));
    }

    /// <summary>What the person may read of themselves in the API: its own reader of access tokens.</summary>
    internal static Task<Answer> ManagementAsync(RelyingParty app, string accessToken) =>
        app.SendAsync(new HttpRequestMessage(
            HttpMethod.Get, $"{app.Application.Base}/api/v1/users/{Jwt.Read(accessToken).Claim("sub")}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) },
        });

    private static async Task<IReadOnlyList<string>> AlgorithmsAsync(RelyingParty app)
    {
        var keys = (await app.GetAsync("/api/v1/oauth2/jwks")).Json.GetProperty("keys").EnumerateArray();
        var published = keys.Select(key => Text(key, "alg")).Distinct().ToList();
        var named = (await app.GetAsync("/.well-known/openid-configuration")).Json.GetProperty("id_token_signing_alg_values_supported");
        named.EnumerateArray().Select(a => a.GetString()!).ShouldBe(published);
        return published;
    }

    private async Task<bool> IsValidAsync(RelyingParty app, string token, string jwks) =>
        (await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet(jwks).GetSigningKeys(),
            ValidIssuer = app.Application.Base,
            ValidAudiences = [app.ClientId, app.Application.Id],
            LifetimeValidator = (_, expires, _, _) => expires > _platform.Time.GetUtcNow().UtcDateTime,
        })).IsValid;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
