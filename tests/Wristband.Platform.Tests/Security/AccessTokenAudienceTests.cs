using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Security;

/// <summary>
/// Decision 95: whom access tokens are for, and which count that come back. Tokens are changed and signed again with the application's own
/// key, so nothing but the audience is wrong about them.
/// </summary>
public class AccessTokenAudienceTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    public static TheoryData<string> Others =>
    [
        "none", "null", "''", "[]", "5", "'nobody'", "'{client}'", "'{neighbour}'", "'{neighbour.issuer}'", "'{issuer}/'",
        "['a','{client}']",
    ];

    [Fact]
    public async Task Tokens_of_people_and_machines_are_for_the_application()
    {
        var (app, _, tokens) = await SignedInAsync();
        var refreshed = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
        var machine = await MachineTokenAsync(app.Application);

        foreach (var token in new[] { tokens.AccessToken, refreshed.AccessToken, machine })
        {
            Jwt.Read(token).Claims.GetProperty("aud").GetString().ShouldBe(app.Application.Id);
            Jwt.Read(token).Claim("app_id").ShouldBe(app.Application.Id);
        }
        Jwt.Read(refreshed.IdToken).Claim("aud").ShouldBe(app.ClientId);
    }

    /// <summary>The twin of the refusals: signed again with the right audience, everything opens.</summary>
    [Theory]
    [InlineData("'{application}'")]
    [InlineData("'{issuer}'")]
    public async Task The_applications_id_counts_and_its_issuer_which_tokens_from_before_say(string audience)
    {
        var (app, neighbour, tokens) = await SignedInAsync();
        var mine = await ForAsync(app, neighbour, tokens.AccessToken, audience);
        var machines = await ForAsync(app, neighbour, await MachineTokenAsync(app.Application), audience);

        (await app.UserInfoAsync(mine)).Status.ShouldBe(HttpStatusCode.OK);
        (await SigningAlgorithmTests.ManagementAsync(app, mine)).Status.ShouldBe(HttpStatusCode.OK);
        (await SigningAlgorithmTests.ManagementAsync(app, machines)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await app.RevokeAsync(mine)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.UserInfoAsync(mine)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task P18_a_token_for_anybody_else_opens_and_ends_nothing(string audience)
    {
        var (app, neighbour, tokens) = await SignedInAsync();
        var others = await ForAsync(app, neighbour, tokens.AccessToken, audience);
        var machines = await ForAsync(app, neighbour, await MachineTokenAsync(app.Application), audience);

        var answer = await app.UserInfoAsync(others);
        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer error=\"invalid_token\"");
        (await SigningAlgorithmTests.ManagementAsync(app, others)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SigningAlgorithmTests.ManagementAsync(app, machines)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.RevokeAsync(others)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The id of an application proves nothing by itself: issuer and keys are the application's own as well.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task P18_another_application_cannot_make_a_token_for_this_one(bool underThisIssuer)
    {
        var (app, neighbour, tokens) = await SignedInAsync();
        var forged = await SignAgainAsync(neighbour.Application, tokens.AccessToken, claims =>
        {
            if (!underThisIssuer) claims["iss"] = neighbour.Application.Base;
        });

        (await app.UserInfoAsync(forged)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SigningAlgorithmTests.ManagementAsync(app, forged)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_from_before_ends_with_its_time()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var old = await SignAgainAsync(
            platform, app.Application, (await app.SignInAsync(user)).AccessToken, claims => claims["aud"] = app.Application.Base);

        (await SigningAlgorithmTests.ManagementAsync(app, old)).Status.ShouldBe(HttpStatusCode.OK);
        platform.Time.Advance(TimeSpan.FromMinutes(31));
        (await SigningAlgorithmTests.ManagementAsync(app, old)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<(RelyingParty App, RelyingParty Neighbour, Tokens Tokens)> SignedInAsync()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        return (app, new RelyingParty(_platform, await _platform.ApplicationAsync()), await app.SignInAsync(user));
    }

    private async Task<string> MachineTokenAsync(SomeApplication application)
    {
        var client = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        var machine = new RelyingParty(_platform, application) { ClientId = client.Id, ClientSecret = client.Secret };
        return (await machine.TokenAsync(("grant_type", "client_credentials"))).Json.GetProperty("access_token").GetString()!;
    }

    private Task<string> ForAsync(RelyingParty app, RelyingParty neighbour, string token, string audience)
    {
        var json = audience.Replace('\'', '"')
            .Replace("{application}", app.Application.Id, StringComparison.Ordinal)
            .Replace("{issuer}", app.Application.Base, StringComparison.Ordinal)
            .Replace("{client}", app.ClientId, StringComparison.Ordinal)
            .Replace("{neighbour}", neighbour.Application.Id, StringComparison.Ordinal)
            .Replace("{neighbour.issuer}", neighbour.Application.Base, StringComparison.Ordinal);
        return SignAgainAsync(app.Application, token, claims =>
        {
            claims.Remove("aud");
            if (json != "none") claims["aud"] = JsonNode.Parse(json);
        });
    }

    private Task<string> SignAgainAsync(SomeApplication signer, string token, Action<JsonObject> change) =>
        SignAgainAsync(_platform, signer, token, change);

    private static async Task<string> SignAgainAsync(
        PlatformHost platform, SomeApplication signer, string token, Action<JsonObject> change)
    {
        var claims = JsonNode.Parse(Base64UrlTextEncoder.Decode(token.Split('.')[1]))!.AsObject();
        change(claims);
        var keys = await platform.Services.GetRequiredService<SigningKeys>().GetAsync(signer.Id, CancellationToken.None);
        return new JsonWebTokenHandler().CreateToken(
            claims.ToJsonString(), keys.Signing, new Dictionary<string, object> { ["typ"] = "at+jwt" });
    }
}
