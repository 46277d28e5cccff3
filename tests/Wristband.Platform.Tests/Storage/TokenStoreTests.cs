using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>What stays of a session that is used, and of a person who is deleted. What each store promises is its contract.</summary>
public class TokenStoreTests
{
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
}
