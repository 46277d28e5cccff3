using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-10 to P-12, D-34: refresh tokens rotate, tolerate a lost answer, and notice theft.</summary>
public class RefreshTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(61)]
    [InlineData(600)]
    public async Task P10_XD5_XD31_a_replay_gets_the_same_successor_while_nobody_used_that(int seconds)
    {
        await using var platform = await PlatformHost.StartAsync();
        var (_, app, first) = await SignedInAsync(platform);
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));

        platform.Time.Advance(TimeSpan.FromSeconds(seconds));
        var replayed = Tokens.Of(await app.RefreshAsync(first.RefreshToken));

        replayed.RefreshToken.ShouldBe(second.RefreshToken);
        (await app.RefreshAsync(second.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(601)]
    [InlineData(3600)]
    public async Task P10_XD5_a_replay_after_ten_minutes_ends_the_family_and_is_written_down(int seconds)
    {
        await using var platform = await PlatformHost.StartAsync();
        var (user, app, first) = await SignedInAsync(platform);
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        var other = await app.SignInAsync(user);

        platform.Time.Advance(TimeSpan.FromSeconds(seconds));

        (await app.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.RefreshAsync(second.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(second.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await platform.AuditAsync(user.Tenant)).Count(e => e.Type == "token.reuse" && e.UserId == user.Id && e.ClientId == app.ClientId)
            .ShouldBe(1);

        // A second sign-in of the same person is another family.
        (await app.RefreshAsync(other.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P10_a_replay_in_time_gets_the_newest_token_when_the_successor_was_used_already()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (_, app, first) = await SignedInAsync(platform);
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        platform.Time.Advance(TimeSpan.FromSeconds(5));
        var third = Tokens.Of(await app.RefreshAsync(second.RefreshToken));

        platform.Time.Advance(TimeSpan.FromSeconds(5));

        Tokens.Of(await app.RefreshAsync(first.RefreshToken)).RefreshToken.ShouldBe(third.RefreshToken);
    }

    [Fact]
    public async Task P10_parallel_uses_of_one_token_all_get_the_same_successor()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (_, app, first) = await SignedInAsync(platform);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.RefreshAsync(first.RefreshToken)));

        answers.Select(a => Tokens.Of(a).RefreshToken).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task P10_a_replica_answers_a_replay_the_same()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var replica = await platform.StartAnotherAsync();
        var (user, app, first) = await SignedInAsync(platform);
        var elsewhere = new RelyingParty(replica, user.Tenant.Application);

        var answers = await Task.WhenAll(
            app.RefreshAsync(first.RefreshToken), elsewhere.RefreshAsync(first.RefreshToken),
            app.RefreshAsync(first.RefreshToken), elsewhere.RefreshAsync(first.RefreshToken));

        answers.Select(a => Tokens.Of(a).RefreshToken).Distinct().Count().ShouldBe(1);
        platform.Time.Advance(TimeSpan.FromSeconds(601));
        (await elsewhere.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.RefreshAsync(Tokens.Of(answers[0]).RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task P10_a_restart_changes_nothing()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (user, app, first) = await SignedInAsync(platform);
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        await platform.StopAsync();

        await using var restarted = await platform.StartAnotherAsync();
        var afterwards = new RelyingParty(restarted, user.Tenant.Application);

        Tokens.Of(await afterwards.RefreshAsync(first.RefreshToken)).RefreshToken.ShouldBe(second.RefreshToken);
        (await afterwards.UserInfoAsync(second.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        restarted.Time.Advance(TimeSpan.FromSeconds(601));
        (await afterwards.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Theory]
    [InlineData(30, HttpStatusCode.OK)]
    [InlineData(31, HttpStatusCode.BadRequest)]
    public async Task P10_XD5_a_replay_is_forgiven_for_30_seconds_after_its_successor_was_used(int seconds, HttpStatusCode status)
    {
        await using var platform = await PlatformHost.StartAsync();
        var (_, app, first) = await SignedInAsync(platform);
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        platform.Time.Advance(TimeSpan.FromMinutes(2));
        await app.RefreshAsync(second.RefreshToken);

        platform.Time.Advance(TimeSpan.FromSeconds(seconds));

        (await app.RefreshAsync(first.RefreshToken)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task P11_another_client_is_refused_and_its_attempt_is_no_reuse()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (user, app, first) = await SignedInAsync(platform);
        var client = await platform.ClientAsync(user.Tenant.Application, ClientType.BackendServer);
        var thief = new RelyingParty(platform, user.Tenant.Application) { ClientId = client.Id, ClientSecret = client.Secret };
        var stranger = new RelyingParty(platform, await platform.ApplicationAsync());
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        platform.Time.Advance(TimeSpan.FromMinutes(1));

        (await thief.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await thief.RefreshAsync(second.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await stranger.RefreshAsync(second.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");

        (await app.RefreshAsync(second.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P11_the_scope_may_only_get_narrower_and_only_for_one_answer()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (_, app, first) = await SignedInAsync(platform);

        var wider = await app.RefreshAsync(first.RefreshToken, ("scope", "openid phone"));
        var narrower = await app.RefreshAsync(first.RefreshToken, ("scope", "openid"));
        var whole = await app.RefreshAsync(Tokens.Of(narrower).RefreshToken);

        wider.Status.ShouldBe(HttpStatusCode.BadRequest);
        narrower.Json.GetProperty("scope").GetString().ShouldBe("openid");
        Jwt.Read(Tokens.Of(narrower).AccessToken).Claim("scope").ShouldBe("openid");
        whole.Json.GetProperty("scope").GetString().ShouldBe(app.Scope);
    }

    [Fact]
    public async Task P12_a_deactivated_user_or_tenant_gets_nothing_and_loses_nothing()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (user, app, first) = await SignedInAsync(platform);

        await platform.ChangeAsync(user, u => u.Status = UserStatus.Inactive);
        (await app.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        await platform.ChangeAsync(user, u => u.Status = UserStatus.Active);
        await platform.ChangeAsync(user.Tenant, t => t.Status = TenantStatus.Inactive);
        (await app.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        await platform.ChangeAsync(user.Tenant, t => t.Status = TenantStatus.Active);

        (await app.RefreshAsync(first.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P12_a_disabled_client_is_refused_at_once()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (user, app, first) = await SignedInAsync(platform);

        await platform.ChangeClientAsync(user.Tenant.Application, client => client.Enabled = false);

        (await app.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Theory]
    [InlineData(23, HttpStatusCode.OK)]
    [InlineData(25, HttpStatusCode.BadRequest)]
    public async Task P12_an_idle_token_ends_after_a_day(int hours, HttpStatusCode status)
    {
        await using var platform = await PlatformHost.StartAsync();
        var (_, app, first) = await SignedInAsync(platform);

        platform.Time.Advance(TimeSpan.FromHours(hours));

        (await app.RefreshAsync(first.RefreshToken)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task P12_thirty_days_after_sign_in_it_is_over_however_busy_the_session_was()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (_, app, tokens) = await SignedInAsync(platform);
        for (var hours = 0; hours < 30 * 24 - 20; hours += 20)
        {
            platform.Time.Advance(TimeSpan.FromHours(20));
            tokens = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
        }

        platform.Time.Advance(TimeSpan.FromHours(20));

        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task P12_a_shorter_absolute_age_counts_for_sessions_that_exist()
    {
        await using var platform = await PlatformHost.StartAsync();
        var (user, app, first) = await SignedInAsync(platform);
        platform.Time.Advance(TimeSpan.FromHours(2));

        await platform.ChangeClientAsync(user.Tenant.Application, client => client.RefreshTokenAbsoluteLifetime = TimeSpan.FromHours(1));

        (await app.RefreshAsync(first.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    private static async Task<(SomeUser User, RelyingParty App, Tokens Tokens)> SignedInAsync(PlatformHost platform)
    {
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        return (user, app, await app.SignInAsync(user));
    }
}
