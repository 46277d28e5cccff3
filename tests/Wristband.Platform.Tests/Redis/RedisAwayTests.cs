using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Wristband.Platform.Security;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.Redis;

/// <summary>D-55: Redis dies, hangs, or was never there.</summary>
public sealed class RedisAwayTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly RedisServer _redis = new();
    private Dictionary<string, string?> _settings = [];

    public async ValueTask InitializeAsync() => _settings = new Dictionary<string, string?>
    {
        // Patience for a busy machine. One that is killed is noticed at once all the same.
        ["ConnectionStrings:Redis"] = await _redis.AddressAsync() + ",connectTimeout=20000,asyncTimeout=20000",
        ["Platform:RateLimits:LoginPerNetwork:Permits"] = "5",
    };

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task D55_limits_go_on_without_it_and_return_to_it()
    {
        await using var platform = await PlatformHost.StartAsync(_settings, Watched);
        (await TakenAsync(platform)).ShouldBe(5);
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);

        await _redis.KillAsync();

        (await TakenAsync(platform)).ShouldBe(5, "as many as the limit says, and no more");
        await Of(platform).GiveBackAsync(Limit.LoginPerNetwork, "somebody");
        (await TakenAsync(platform)).ShouldBe(1);
        tokens = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK);
        (await app.GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SaidAsync("RedisLost");

        await _redis.StartAgainAsync();

        await platform.SaidAsync("RedisBack");
        (await TakenAsync(platform)).ShouldBe(5, "Redis forgot everything, and counts again");
        (platform.Count("RedisLost"), platform.Count("RedisBack")).ShouldBe((1, 1));
    }

    [Fact]
    public async Task D55_replicas_on_one_database_still_share_their_limits()
    {
        await using var one = await PlatformHost.StartOnPostgresAsync(_settings, configure: Watched);
        await using var two = await one.StartAnotherAsync(_settings, Watched);
        await _redis.KillAsync();
        await Task.WhenAll(one.SaidAsync("RedisLost"), two.SaidAsync("RedisLost"));

        (await TakenAsync(one, two)).ShouldBe(5);
    }

    [Fact]
    public async Task D55_when_it_hangs_the_wait_is_bounded_and_the_others_do_not_wait()
    {
        _settings["ConnectionStrings:Redis"] = await _redis.AddressAsync() + ",connectTimeout=20000,asyncTimeout=2000";
        await using var platform = await PlatformHost.StartAsync(_settings, Watched);
        (await TakenAsync(platform)).ShouldBe(5);
        await _redis.FreezeAsync();
        try
        {
            var asked = Stopwatch.GetTimestamp();
            (await Of(platform).TakeAsync(Limit.LoginPerNetwork, "somebody")).ShouldBeNull();
            // Two, and generous, because other tests run beside this one.
            Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(10 * Second);

            asked = Stopwatch.GetTimestamp();
            (await TakenAsync(platform)).ShouldBe(4);
            Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(10 * Second, "a hundred came, and nobody waited");
        }
        finally
        {
            await _redis.ThawAsync();
        }
        await platform.SaidAsync("RedisBack");
        (await TakenAsync(platform)).ShouldBeLessThan(5, "it remembers");
    }

    [Fact]
    public async Task D55_a_platform_starts_without_it_and_finds_it_later()
    {
        await _redis.KillAsync();
        await using var platform = await PlatformHost.StartAsync(_settings, Watched);
        await platform.SaidAsync("RedisLost");
        var tenant = await platform.TenantAsync();
        (await platform.NewBrowser().GetAsync(tenant.Base + "/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        (await TakenAsync(platform)).ShouldBe(5);

        await _redis.StartAgainAsync();

        await platform.SaidAsync("RedisBack");
        (await TakenAsync(platform)).ShouldBe(5);
    }

    [Fact]
    public async Task D55_when_it_is_full_it_counts_as_away()
    {
        await using var platform = await PlatformHost.StartAsync(_settings, Watched);
        await using var operators = await ConnectionMultiplexer.ConnectAsync(await _redis.AddressAsync() + ",allowAdmin=true");
        var server = operators.GetServers().Single();

        await server.ConfigSetAsync("maxmemory", "1");

        (await platform.SaidAsync("RedisLost")).ShouldStartWith("WB2241: Redis does not answer (OOM)");
        (await TakenAsync(platform)).ShouldBe(5);
        await server.ConfigSetAsync("maxmemory", "0");
        await platform.SaidAsync("RedisBack");
    }

    [Fact]
    public async Task D55_what_an_operator_throws_away_is_made_again()
    {
        await using var platform = await PlatformHost.StartAsync(_settings, Watched);
        (await TakenAsync(platform)).ShouldBe(5);
        await using var operators = await ConnectionMultiplexer.ConnectAsync(await _redis.AddressAsync() + ",allowAdmin=true");

        await operators.GetServers().Single().ScriptFlushAsync();
        (await TakenAsync(platform)).ShouldBe(0);
        await operators.GetServers().Single().FlushDatabaseAsync();
        (await TakenAsync(platform)).ShouldBe(5);

        platform.Count("RedisLost").ShouldBe(0);
    }

    [Fact]
    public async Task D55_the_primary_is_found_as_soon_as_a_sentinel_knows_it()
    {
        await using var sentinel = new RedisSentinel();
        _settings["ConnectionStrings:Redis"] = $"{sentinel.Address},serviceName={RedisSentinel.Service}";
        await using var platform = await PlatformHost.StartAsync(_settings, Watched);
        await platform.SaidAsync("RedisLost");

        await sentinel.StartAsync(await _redis.AddressAsync());

        await platform.SaidAsync("RedisBack");
        (await TakenAsync(platform)).ShouldBe(5);
        await using var primary = await ConnectionMultiplexer.ConnectAsync(await _redis.AddressAsync());
        (await primary.GetServers().Single().KeysAsync(pattern: "*:LoginPer*").CountAsync(TestContext.Current.CancellationToken))
            .ShouldBe(1);
    }

    private static void Watched(WebApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.ClearProviders().AddFakeLogging();
    }

    /// <summary>How many of a hundred get a permit.</summary>
    private static async Task<int> TakenAsync(params PlatformHost[] platforms)
    {
        var taken = 0;
        for (var turn = 0; turn < 100; turn++)
            if (await Of(platforms[turn % platforms.Length]).TakeAsync(Limit.LoginPerNetwork, "somebody") is null) taken++;
        return taken;
    }

    private static RateLimits Of(PlatformHost platform) => platform.Services.GetRequiredService<RateLimits>();
}
