using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-06, P-07, D-33: a code works once, for whom it was made, for a minute.</summary>
public class CodeTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P06_a_second_use_is_refused_and_takes_everything_along()
    {
        var (user, app) = await SomebodyAsync();
        var code = await app.CodeAsync(user);
        var tokens = Tokens.Of(await app.RedeemAsync(code));

        (await app.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");

        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await _platform.AuditAsync(user.Tenant)).Select(e => (e.Type, e.UserId, e.ClientId))
            .ShouldContain(("code.reuse", user.Id, app.ClientId));
    }

    [Fact]
    public async Task P06_of_twenty_parallel_uses_one_succeeds()
    {
        var (user, app) = await SomebodyAsync();
        var code = await app.CodeAsync(user);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.RedeemAsync(code)));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Error == "invalid_grant");
    }

    [Fact]
    public async Task P06_a_code_used_by_somebody_else_first_still_dies_with_its_second_use_without_refresh_tokens()
    {
        var (user, app) = await SomebodyAsync("openid email");
        var code = await app.CodeAsync(user);
        var tokens = Tokens.Of(await app.RedeemAsync(code));

        await app.RedeemAsync(code);

        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task P07_another_clients_attempt_is_refused_and_does_not_use_the_code_up()
    {
        var (user, app) = await SomebodyAsync();
        var client = await _platform.ClientAsync(user.Tenant.Application, ClientType.BackendServer);
        var thief = new RelyingParty(_platform, user.Tenant.Application) { ClientId = client.Id, ClientSecret = client.Secret };
        var code = await app.CodeAsync(user);

        (await thief.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");

        (await app.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P07_P18_another_applications_attempt_is_refused_and_does_not_use_the_code_up()
    {
        var (user, app) = await SomebodyAsync();
        var thief = new RelyingParty(_platform, await _platform.ApplicationAsync());
        var code = await app.CodeAsync(user);

        (await thief.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");

        (await app.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-that-is-long-enough-for-rfc-7636-01", "invalid_grant")]
    [InlineData("code_verifier", null, "invalid_request")]
    [InlineData("code_verifier", "", "invalid_request")]
    [InlineData("redirect_uri", "http://localhost:6001/api/auth/other", "invalid_grant")]
    [InlineData("code", "", "invalid_request")]
    [InlineData("code", "invented-code-of-43-characters-1234567890123", "invalid_grant")]
    public async Task P07_a_request_that_does_not_fit_the_code_is_refused_and_does_not_use_it_up(
        string parameter, string? value, string error)
    {
        var (user, app) = await SomebodyAsync();
        var code = await app.CodeAsync(user);

        (await app.RedeemAsync(code, (parameter, value))).ShouldBe(HttpStatusCode.BadRequest, error);

        (await app.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P07_a_refresh_token_is_no_code_and_a_code_is_no_refresh_token()
    {
        var (user, app) = await SomebodyAsync();
        var tokens = await app.SignInAsync(user);
        var code = await app.CodeAsync(user);

        (await app.RedeemAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.RefreshAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.RedeemAsync(code)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.RefreshAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(59, HttpStatusCode.OK)]
    [InlineData(61, HttpStatusCode.BadRequest)]
    public async Task D33_a_code_lives_a_minute(int seconds, HttpStatusCode status)
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var code = await app.CodeAsync(user);

        platform.Time.Advance(TimeSpan.FromSeconds(seconds));

        (await app.RedeemAsync(code)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task P06_a_second_use_is_noticed_after_the_code_has_expired_too()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var code = await app.CodeAsync(user);
        var tokens = Tokens.Of(await app.RedeemAsync(code));

        platform.Time.Advance(TimeSpan.FromMinutes(10));

        (await app.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task P12_a_user_who_was_deactivated_in_between_gets_nothing()
    {
        var (user, app) = await SomebodyAsync();
        var code = await app.CodeAsync(user);
        await _platform.ChangeAsync(user, u => u.Status = UserStatus.Inactive);

        (await app.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task A_code_is_stored_only_as_a_hash()
    {
        var (user, app) = await SomebodyAsync();
        var code = await app.CodeAsync(user);
        var stored = "";

        await _platform.ChangeAsync(user.Tenant.Application, database =>
        {
            stored = string.Join('\n', database.OAuthTokens.AsEnumerable().Select(t => System.Text.Json.JsonSerializer.Serialize(t)));
            return Task.CompletedTask;
        });

        stored.ShouldContain(Platform.Security.SecretToken.Hash(code));
        stored.ShouldNotContain(code);
    }

    private async Task<(SomeUser User, RelyingParty App)> SomebodyAsync(string scope = "openid offline_access email")
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        return (user, new RelyingParty(_platform, user.Tenant.Application) { Scope = scope });
    }
}
