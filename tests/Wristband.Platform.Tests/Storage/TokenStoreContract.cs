using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Storage;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>
/// What a token store promises, whichever engine keeps it: one use of each value, the same answer for a lost one, the end of a
/// family that is used by two, and nothing in between. A class for each engine says how a platform on it starts.
/// </summary>
public abstract class TokenStoreContract : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private PlatformHost _platform = null!;
    private SomeUser _user = null!;

    private TokenStore Store => _platform.Services.GetRequiredService<TokenStore>();

    private DateTimeOffset NextEnd => _platform.Time.GetUtcNow().AddDays(1);

    /// <summary>No other pruning than that of the tests: two at once leave each other's rows alone.</summary>
    protected static void WithoutPruning(WebApplicationBuilder builder) => builder.Services.Remove(
        builder.Services.Single(service => service.ImplementationType == typeof(TokenPruning)));

    /// <summary>A platform whose tokens are in this engine.</summary>
    protected abstract Task<PlatformHost> StartAsync();

    protected PlatformHost Platform => _platform;

    protected SomeApplication Application => _user.Tenant.Application;

    /// <summary>Lets the engine fail when the next refresh token is stored, in the middle of a rotation.</summary>
    protected abstract Task FailBeforeNextTokenAsync();

    /// <summary>Takes this back.</summary>
    protected abstract Task FailNoMoreAsync();

    public async ValueTask InitializeAsync()
    {
        _platform = await StartAsync();
        _user = await _platform.UserAsync(await _platform.TenantAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_code_is_redeemed_once_and_a_second_use_ends_the_family()
    {
        var code = await CodeAsync();

        var first = await Store.RedeemCodeAsync(code, NextEnd, ipAddress: null);
        var second = await Store.RedeemCodeAsync(code, NextEnd, "192.0.2.1");
        var third = await Store.RedeemCodeAsync(code, NextEnd, ipAddress: null);

        first.Status.ShouldBe(RedemptionStatus.Redeemed);
        second.ShouldBe(new Redemption(RedemptionStatus.Reused));
        third.ShouldBe(second);
        (await Store.FindAsync(first.RefreshToken!))!.Grant.IsLive.ShouldBeFalse();
        (await _platform.AuditAsync(_user.Tenant)).ShouldHaveSingleItem().Type.ShouldBe("code.reuse");
    }

    [Fact]
    public async Task Of_many_who_redeem_a_code_at_once_one_gets_a_token()
    {
        var code = await CodeAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.RedeemCodeAsync(code, NextEnd, ipAddress: null)));

        all.Count(r => r.Status == RedemptionStatus.Redeemed).ShouldBe(1);
        all.Count(r => r.Status == RedemptionStatus.Reused).ShouldBe(7);
    }

    [Fact]
    public async Task A_code_that_is_too_old_is_refused_and_its_family_lives()
    {
        var code = await CodeAsync();
        _platform.Time.Advance(Minute);

        (await Store.RedeemCodeAsync(code, NextEnd, ipAddress: null)).Status.ShouldBe(RedemptionStatus.Refused);
        (await Store.FindAsync(code))!.Grant.IsLive.ShouldBeTrue();
    }

    [Fact]
    public async Task What_nobody_issued_or_is_of_the_other_kind_is_refused()
    {
        var code = await CodeAsync();
        var refresh = await RefreshTokenAsync();

        (await RotateAsync("nobody-issued-this")).Status.ShouldBe(RedemptionStatus.Refused);
        (await RotateAsync(code)).Status.ShouldBe(RedemptionStatus.Refused);
        (await Store.RedeemCodeAsync(refresh, NextEnd, ipAddress: null)).Status.ShouldBe(RedemptionStatus.Refused);
        (await Store.FindAsync("nobody-issued-this")).ShouldBeNull();
        (await RotateAsync(refresh)).Status.ShouldBe(RedemptionStatus.Redeemed);
    }

    [Fact]
    public async Task P10_of_many_who_rotate_at_once_all_get_the_same_successor()
    {
        var token = await RefreshTokenAsync();
        await using var replica = await _platform.StartAnotherAsync();
        var stores = new[] { Store, replica.Services.GetRequiredService<TokenStore>() };

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => stores[n % 2].RotateAsync(token, NextEnd, ipAddress: null)));

        all.Count(r => r.Status == RedemptionStatus.Redeemed).ShouldBe(1);
        all.Count(r => r.Status == RedemptionStatus.Replayed).ShouldBe(7);
        all.Select(r => r.RefreshToken).Distinct().ShouldHaveSingleItem().ShouldNotBe(token);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(61)]
    [InlineData(600)]
    public async Task XD5_a_replay_gets_the_same_successor_while_nobody_used_that(int seconds)
    {
        var token = await RefreshTokenAsync();
        var next = await RotateAsync(token);

        _platform.Time.Advance(TimeSpan.FromSeconds(seconds));

        (await RotateAsync(token)).ShouldBe(new Redemption(RedemptionStatus.Replayed, next.RefreshToken));
        (await RotateAsync(next.RefreshToken!)).Status.ShouldBe(RedemptionStatus.Redeemed);
    }

    [Fact]
    public async Task XD5_a_replay_after_ten_minutes_ends_the_family_and_is_written_down_once()
    {
        var token = await RefreshTokenAsync();
        var next = await RotateAsync(token);

        _platform.Time.Advance(TimeSpan.FromSeconds(601));

        (await RotateAsync(token)).ShouldBe(new Redemption(RedemptionStatus.Reused));
        (await RotateAsync(next.RefreshToken!)).Status.ShouldBe(RedemptionStatus.Refused);
        (await RotateAsync(token)).Status.ShouldBe(RedemptionStatus.Refused);
        (await _platform.AuditAsync(_user.Tenant)).ShouldHaveSingleItem().Type.ShouldBe("token.reuse");
    }

    [Theory]
    [InlineData(30, RedemptionStatus.Replayed)]
    [InlineData(31, RedemptionStatus.Reused)]
    public async Task XD5_a_replay_is_forgiven_for_30_seconds_after_its_successor_was_used(int seconds, object expected)
    {
        var token = await RefreshTokenAsync();
        var next = await RotateAsync(token);
        _platform.Time.Advance(2 * Minute);
        var newest = await RotateAsync(next.RefreshToken!);

        _platform.Time.Advance(TimeSpan.FromSeconds(seconds));
        var replayed = await RotateAsync(token);

        replayed.Status.ShouldBe(expected);
        if (replayed.Succeeded) replayed.RefreshToken.ShouldBe(newest.RefreshToken);
    }

    [Fact]
    public async Task A_token_that_is_too_old_is_refused_and_so_is_one_whose_successor_is()
    {
        var token = await RefreshTokenAsync();
        var next = await Store.RotateAsync(token, _platform.Time.GetUtcNow() + Minute, ipAddress: null);
        _platform.Time.Advance(Minute);

        (await RotateAsync(next.RefreshToken!)).Status.ShouldBe(RedemptionStatus.Refused);
        (await RotateAsync(token)).Status.ShouldBe(RedemptionStatus.Refused);
        (await _platform.AuditAsync(_user.Tenant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_revoked_family_is_over_and_its_tokens_prove_no_theft()
    {
        var token = await RefreshTokenAsync();
        var grant = (await Store.FindAsync(token))!.Grant;
        var next = await RotateAsync(token);

        await Store.RevokeFamilyAsync(grant.TenantId, grant.FamilyId);
        await Store.RevokeFamilyAsync(grant.TenantId, grant.FamilyId);

        (await RotateAsync(token)).Status.ShouldBe(RedemptionStatus.Refused);
        (await RotateAsync(next.RefreshToken!)).Status.ShouldBe(RedemptionStatus.Refused);
        (await Store.FindGrantAsync(grant.TenantId, grant.FamilyId))!.IsLive.ShouldBeFalse();
        (await _platform.AuditAsync(_user.Tenant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task D04_what_stops_in_between_leaves_the_token_as_it_was()
    {
        var token = await RefreshTokenAsync();
        var code = await CodeAsync();
        await FailBeforeNextTokenAsync();
        await Should.ThrowAsync<DbException>(() => RotateAsync(token));
        await Should.ThrowAsync<DbException>(() => Store.RedeemCodeAsync(code, NextEnd, ipAddress: null));
        await FailNoMoreAsync();
        _platform.Time.Advance(TimeSpan.FromSeconds(31));

        await using var restarted = await _platform.StartAnotherAsync();
        var store = restarted.Services.GetRequiredService<TokenStore>();

        (await store.RotateAsync(token, NextEnd, ipAddress: null)).Status.ShouldBe(RedemptionStatus.Redeemed);
        (await store.RedeemCodeAsync(code, NextEnd, ipAddress: null)).Status.ShouldBe(RedemptionStatus.Redeemed);
    }

    [Fact]
    public async Task Work_that_shares_a_commit_with_work_that_fails_is_stored_all_the_same()
    {
        // Nobody has this id, so the database refuses the row.
        var broken = CodeAsync(userId: "nobody");
        var whole = Enumerable.Range(0, 20).Select(_ => CodeAsync()).ToList();

        await Should.ThrowAsync<DbException>(() => broken);
        foreach (var code in await Task.WhenAll(whole))
            (await Store.FindAsync(code)).ShouldNotBeNull().Grant.Person.Id.ShouldBe(_user.Id);
    }

    [Fact]
    public async Task P10_after_ten_minutes_nothing_is_stored_that_leads_to_a_token()
    {
        await RotateAsync(await RefreshTokenAsync());
        _platform.Time.Advance(TimeSpan.FromMinutes(10));
        await PruneAsync();
        (await SeedsAsync()).ShouldBe(1);

        _platform.Time.Advance(TimeSpan.FromSeconds(1));
        await PruneAsync();
        (await SeedsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_go_a_day_after_they_expired_and_no_earlier()
    {
        await RotateAsync(await RefreshTokenAsync());

        _platform.Time.Advance(TimeSpan.FromHours(24));
        await PruneAsync();
        (await CountAsync()).ShouldBe((Families: 1, Tokens: 3));

        _platform.Time.Advance(TimeSpan.FromMinutes(2));
        await PruneAsync();
        (await CountAsync()).ShouldBe((Families: 1, Tokens: 2));

        _platform.Time.Advance(TimeSpan.FromHours(24));
        await PruneAsync();
        (await CountAsync()).ShouldBe((Families: 0, Tokens: 0));
    }

    [Fact]
    public async Task Pruning_goes_in_steps_of_the_size_that_is_asked_for()
    {
        for (var n = 0; n < 3; n++) await CodeAsync();
        _platform.Time.Advance(2 * Minute);

        (await Store.PruneAsync(TimeSpan.Zero, most: 2)).ShouldBe(2);
        (await Store.PruneAsync(TimeSpan.Zero, most: 2)).ShouldBe(1);
        (await Store.PruneAsync(TimeSpan.Zero, most: 2)).ShouldBe(0);
    }

    private Task<string> CodeAsync(string? userId = null)
    {
        var application = _user.Tenant.Application;
        var now = _platform.Time.GetUtcNow();
        var family = new TokenFamily
        {
            TenantId = _user.Tenant.Id,
            Id = Ids.New(),
            ApplicationId = application.Id,
            ClientId = application.ClientId,
            UserId = userId ?? _user.Id,
            SessionId = Ids.New(),
            Scope = "openid offline_access",
            AuthenticatedAt = now,
            Amr = "pwd",
            CreatedAt = now,
        };
        return Store.IssueCodeAsync(family, new CodeBinding(application.RedirectUri, CodeChallenge: null, Nonce: null), Minute);
    }

    private async Task<string> RefreshTokenAsync() =>
        (await Store.RedeemCodeAsync(await CodeAsync(), NextEnd, ipAddress: null)).RefreshToken.ShouldNotBeNull();

    private Task<Redemption> RotateAsync(string token) => Store.RotateAsync(token, NextEnd, ipAddress: null);

    private Task<int> PruneAsync() => Store.PruneAsync(TimeSpan.FromDays(1), most: 1000);

    private Task<int> SeedsAsync() => _platform.ReadAsync(
        _user.Tenant.Application.Id, database => Task.FromResult(database.OAuthTokens.Count(t => t.SuccessorSeed != null)));

    private Task<(int Families, int Tokens)> CountAsync() => _platform.ReadAsync(
        _user.Tenant.Application.Id, database => Task.FromResult((database.TokenFamilies.Count(), database.OAuthTokens.Count())));
}
