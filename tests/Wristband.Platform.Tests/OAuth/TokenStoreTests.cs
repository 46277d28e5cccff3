using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Storage;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>What the store keeps, what it throws away, and that one caller's mistake is nobody else's.</summary>
public class TokenStoreTests
{
    [Fact]
    public async Task Work_that_shares_a_commit_with_work_that_fails_is_stored_all_the_same()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var store = platform.Services.GetRequiredService<TokenStore>();
        var binding = new CodeBinding(user.Tenant.Application.RedirectUri, RelyingParty.Challenge, Nonce: null);

        // Nobody has this id, so the database refuses the row.
        var broken = store.IssueCodeAsync(Family(platform, user, userId: "nobody"), binding, TimeSpan.FromMinutes(1));
        var whole = Enumerable.Range(0, 20)
            .Select(_ => store.IssueCodeAsync(Family(platform, user, user.Id), binding, TimeSpan.FromMinutes(1))).ToList();

        await Should.ThrowAsync<SqliteException>(() => broken);
        foreach (var code in await Task.WhenAll(whole)) store.Find(code).ShouldNotBeNull().Grant.Person.Id.ShouldBe(user.Id);
    }

    [Fact]
    public async Task Rows_go_a_day_after_they_expired_and_no_earlier()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        await app.RefreshAsync(tokens.RefreshToken);

        platform.Time.Advance(TimeSpan.FromHours(24));
        await PruneAsync(platform);
        (await CountAsync(platform, user)).ShouldBe((Families: 1, Tokens: 3));

        platform.Time.Advance(TimeSpan.FromMinutes(2));
        await PruneAsync(platform);
        (await CountAsync(platform, user)).ShouldBe((Families: 1, Tokens: 2));

        platform.Time.Advance(TimeSpan.FromHours(24));
        await PruneAsync(platform);
        (await CountAsync(platform, user)).ShouldBe((Families: 0, Tokens: 0));
    }

    [Fact]
    public async Task A_session_that_is_used_keeps_what_it_needs()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        for (var hours = 0; hours < 24 * 5; hours += 12)
        {
            platform.Time.Advance(TimeSpan.FromHours(12));
            tokens = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
            await PruneAsync(platform);
        }

        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await CountAsync(platform, user)).Tokens.ShouldBeLessThan(6);
    }

    [Fact]
    public async Task P42_a_deleted_user_takes_tokens_and_families_along()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);

        await platform.ChangeAsync(user.Tenant.Application, async database =>
            database.Users.Remove((await database.Users.FindAsync(user.Tenant.Id, user.Id))!));

        (await CountAsync(platform, user)).ShouldBe((Families: 0, Tokens: 0));
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<int> PruneAsync(PlatformHost platform) =>
        platform.Services.GetRequiredService<TokenStore>().PruneAsync(TimeSpan.FromDays(1), most: 1000);

    private static async Task<(int Families, int Tokens)> CountAsync(PlatformHost platform, SomeUser user)
    {
        var counts = (Families: -1, Tokens: -1);
        await platform.ChangeAsync(
            user.Tenant.Application, database => Task.FromResult(counts = (database.TokenFamilies.Count(), database.OAuthTokens.Count())));
        return counts;
    }

    private static TokenFamily Family(PlatformHost platform, SomeUser user, string userId) => new()
    {
        TenantId = user.Tenant.Id,
        Id = Ids.New(),
        ApplicationId = user.Tenant.Application.Id,
        ClientId = user.Tenant.Application.ClientId,
        UserId = userId,
        SessionId = Ids.New(),
        Scope = "openid",
        AuthenticatedAt = platform.Time.GetUtcNow(),
        Amr = "pwd",
        CreatedAt = platform.Time.GetUtcNow(),
    };
}
