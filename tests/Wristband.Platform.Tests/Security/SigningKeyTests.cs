using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Security;

/// <summary>P-17, P-18, P-58 and the key lifetimes of security.md B0.</summary>
public class SigningKeyTests
{
    [Fact]
    public async Task P18_every_application_signs_with_keys_of_its_own()
    {
        await using var platform = await PlatformHost.StartAsync();
        var here = new RelyingParty(platform, await platform.ApplicationAsync());
        var there = new RelyingParty(platform, await platform.ApplicationAsync());

        (await KeyIdsAsync(here)).Intersect(await KeyIdsAsync(there)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_key_is_made_when_it_is_needed_and_once_however_many_ask()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var replica = await platform.StartAnotherAsync();
        var application = await platform.ApplicationAsync();
        (await CountAsync(platform, application)).ShouldBe(0);

        var sets = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => KeyIdsAsync(new RelyingParty(i % 2 == 0 ? platform : replica, application))));

        sets.ShouldAllBe(ids => ids.SequenceEqual(sets[0]));
        (await CountAsync(platform, application)).ShouldBe(1);
    }

    [Fact]
    public async Task P58_private_keys_are_stored_encrypted()
    {
        await using var platform = await PlatformHost.StartAsync();
        var application = await platform.ApplicationAsync();
        await KeyIdsAsync(new RelyingParty(platform, application));
        var stored = "";

        await platform.ChangeAsync(application, async database =>
            stored = (await database.SigningKeys.AsNoTracking().SingleAsync(k => k.ApplicationId == application.Id)).ProtectedPrivateKey);

        stored.ShouldStartWith("CfDJ8");
        stored.ShouldNotContain("PRIVATE KEY");
    }

    /// <summary>
    /// X-D18: a lifetime that was set higher than usual, before the key was made or while it signs, keeps the key published.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task XD18_a_key_stays_published_as_long_as_the_longest_token_lives(bool isSetBeforeTheKey)
    {
        await using var platform = await PlatformHost.StartAsync();
        var application = await platform.ApplicationAsync();
        var app = new RelyingParty(platform, application);
        if (isSetBeforeTheKey) await platform.ChangeClientAsync(application, client => client.AccessTokenLifetime = TimeSpan.FromDays(3));
        var first = (await KeyIdsAsync(app)).ShouldHaveSingleItem();
        if (!isSetBeforeTheKey) await platform.ChangeClientAsync(application, client => client.AccessTokenLifetime = TimeSpan.FromDays(3));

        platform.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(1));
        await UntilAsync(async () => await PublishedUntilAsync(platform, first) == Start + TimeSpan.FromDays(94));
        await KeyIdsAsync(app);
        platform.Time.Advance(TimeSpan.FromDays(3));

        (await KeyIdsAsync(app)).ShouldContain(first);
    }

    [Fact]
    public async Task P17_the_next_key_shows_a_day_before_it_signs_and_the_old_one_stays_as_long_as_its_tokens()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var first = (await KeyIdsAsync(app)).ShouldHaveSingleItem();

        platform.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromHours(24) - TimeSpan.FromMinutes(10));
        (await KeyIdsAsync(app)).ShouldBe([first]);

        platform.Time.Advance(TimeSpan.FromMinutes(20));
        var both = await KeyIdsAsync(app);
        both.Count.ShouldBe(2);
        both[0].ShouldBe(first);
        (await SignerAsync(app, user)).ShouldBe(first);

        platform.Time.Advance(TimeSpan.FromHours(24));
        (await SignerAsync(app, user)).ShouldBe(both[1]);
        (await KeyIdsAsync(app)).ShouldBe(both);

        platform.Time.Advance(TimeSpan.FromHours(25));
        (await KeyIdsAsync(app)).ShouldBe([both[1]]);
    }

    [Fact]
    public async Task D22_tokens_signed_before_a_rotation_are_still_accepted_after_it()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        await KeyIdsAsync(app);
        platform.Time.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(5));
        var before = await app.SignInAsync(user);

        platform.Time.Advance(TimeSpan.FromMinutes(12));
        var after = await app.SignInAsync(user);

        Jwt.Read(after.AccessToken).Header.GetProperty("kid").GetString()
            .ShouldNotBe(Jwt.Read(before.AccessToken).Header.GetProperty("kid").GetString());
        (await app.UserInfoAsync(before.AccessToken)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await app.UserInfoAsync(after.AccessToken)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_platform_that_was_off_when_the_next_key_was_due_goes_on_with_a_new_one()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var first = (await KeyIdsAsync(app)).ShouldHaveSingleItem();
        await platform.StopAsync();
        platform.Time.Advance(TimeSpan.FromDays(200));

        await using var restarted = await platform.StartAnotherAsync();
        var later = new RelyingParty(restarted, user.Tenant.Application);

        (await SignerAsync(later, user)).ShouldNotBe(first);
    }

    private static async Task<IReadOnlyList<string>> KeyIdsAsync(RelyingParty app) =>
        [.. (await app.GetAsync("/api/v1/oauth2/jwks")).Json.GetProperty("keys").EnumerateArray()
            .Select(k => k.GetProperty("kid").GetString()!)];

    private static async Task<string?> SignerAsync(RelyingParty app, SomeUser user) =>
        Jwt.Read((await app.SignInAsync(user)).AccessToken).Header.GetProperty("kid").GetString();

    private static async Task<int> CountAsync(PlatformHost platform, SomeApplication application)
    {
        var count = -1;
        await platform.ChangeAsync(
            application, async database => count = await database.SigningKeys.CountAsync(k => k.ApplicationId == application.Id));
        return count;
    }

    private static readonly DateTimeOffset Start = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    private static async Task<DateTimeOffset?> PublishedUntilAsync(PlatformHost platform, string id) =>
        await platform.ReadAsync(
            "", db => db.SigningKeys.Where(k => k.Id == id).Select(k => (DateTimeOffset?)k.PublishedUntil).SingleOrDefaultAsync());

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
