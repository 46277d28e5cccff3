using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-14: revocation ends a family, for whoever may.</summary>
public class RevokeTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P14_a_refresh_token_takes_its_family_along_at_once()
    {
        var (user, app, first) = await SignedInAsync();
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        var other = await app.SignInAsync(user);

        var answer = await app.RevokeAsync(second.RefreshToken, ("token_type_hint", "refresh_token"));

        answer.Status.ShouldBe(HttpStatusCode.OK);
        (await app.RefreshAsync(second.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(first.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.UserInfoAsync(second.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.UserInfoAsync(other.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P14_an_older_refresh_token_and_an_access_token_do_the_same()
    {
        var (user, app, first) = await SignedInAsync();
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        var other = await app.SignInAsync(user);

        (await app.RevokeAsync(first.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.RevokeAsync(other.AccessToken, ("token_type_hint", "access_token"))).Status.ShouldBe(HttpStatusCode.OK);

        (await app.UserInfoAsync(second.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.UserInfoAsync(other.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.RefreshAsync(other.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("not-a.jwt.at-all")]
    [InlineData("..")]
    public async Task P14_an_unknown_token_is_not_an_error(string token)
    {
        var (_, app, _) = await SignedInAsync();

        (await app.RevokeAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P14_revoking_twice_is_not_an_error()
    {
        var (_, app, tokens) = await SignedInAsync();

        (await app.RevokeAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.RevokeAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P14_somebody_elses_token_is_answered_alike_and_lives_on()
    {
        var (user, app, tokens) = await SignedInAsync();
        var client = await _platform.ClientAsync(user.Tenant.Application, ClientType.BackendServer);
        var neighbour = new RelyingParty(_platform, user.Tenant.Application) { ClientId = client.Id, ClientSecret = client.Secret };
        var stranger = new RelyingParty(_platform, await _platform.ApplicationAsync());

        foreach (var token in new[] { tokens.RefreshToken, tokens.AccessToken })
        {
            (await neighbour.RevokeAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
            (await stranger.RevokeAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.RefreshAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P14_the_client_has_to_say_who_it_is()
    {
        var (user, app, tokens) = await SignedInAsync();
        var nobody = new RelyingParty(_platform, user.Tenant.Application) { ClientSecret = "wrong" };

        (await nobody.RevokeAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

        (await app.RefreshAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_without_a_token_is_refused()
    {
        var (_, app, _) = await SignedInAsync();

        (await app.RevokeAsync("", ("token", null))).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
    }

    private async Task<(SomeUser User, RelyingParty App, Tokens Tokens)> SignedInAsync()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        return (user, app, await app.SignInAsync(user));
    }
}
