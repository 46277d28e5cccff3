using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Wristband.Platform.Security;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.Redis;

/// <summary>Platforms with one Redis have one bucket for each key, whatever keeps their rows.</summary>
public sealed class RedisLimitsTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly RedisServer _redis = new();
    private Dictionary<string, string?> _settings = [];
    private PlatformHost _one = null!;
    private PlatformHost _two = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _settings = new Dictionary<string, string?>
        {
            // Patience for a busy machine: an answer that is late for the platform would be counted elsewhere.
            ["ConnectionStrings:Redis"] = await _redis.AddressAsync() + ",connectTimeout=20000,asyncTimeout=20000",
            ["Platform:RateLimits:LoginPerNetwork:Permits"] = "20",
            ["Platform:RateLimits:TokenPerClient:Permits"] = "600",
            ["Platform:RateLimits:MailPerAddress:Permits"] = "3",
        };
        // Nothing in common but the Redis and the time.
        _one = await PlatformHost.StartAsync(_settings);
        _two = await PlatformHost.StartAsync(_settings, time: _one.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(Limit.LoginPerNetwork), 20)]
    [InlineData(nameof(Limit.TokenPerClient), 600)]
    public async Task The_limit_of_two_platforms_is_that_of_one(string name, int permits)
    {
        (await TakenAsync(Enum.Parse<Limit>(name), 2 * permits, _one, _two)).ShouldBe(permits);
        (await Of(_one).TakeAsync(Enum.Parse<Limit>(name), "somebody else")).ShouldBeNull();
    }

    [Fact]
    public async Task Without_Redis_they_would_have_two()
    {
        _settings.Remove("ConnectionStrings:Redis");
        await using var one = await PlatformHost.StartAsync(_settings);
        await using var two = await PlatformHost.StartAsync(_settings, time: one.Time);

        (await TakenAsync(Limit.LoginPerNetwork, 80, one, two)).ShouldBe(40);
    }

    [Fact]
    public async Task Of_those_who_come_at_once_as_many_get_a_permit_as_there_are()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(
            async turn => await Of(turn % 2 == 0 ? _one : _two).TakeAsync(Limit.LoginPerNetwork, "everybody")));

        answers.Count(wait => wait is null).ShouldBe(20);
    }

    [Fact]
    public async Task A_bucket_refills_evenly_and_takes_back_what_was_taken()
    {
        (await TakenAsync(Limit.LoginPerNetwork, 20, _one)).ShouldBe(20);
        (await Of(_two).TakeAsync(Limit.LoginPerNetwork, "somebody")).ShouldBe(Minute / 20);

        await Of(_two).GiveBackAsync(Limit.LoginPerNetwork, "somebody");
        (await TakenAsync(Limit.LoginPerNetwork, 3, _one)).ShouldBe(1);
        _one.Time.Advance(Minute / 20);
        (await TakenAsync(Limit.LoginPerNetwork, 3, _two)).ShouldBe(1);
        _one.Time.Advance(Minute);
        (await TakenAsync(Limit.LoginPerNetwork, 30, _two)).ShouldBe(20);
    }

    [Fact]
    public async Task Giving_back_never_makes_a_bucket_larger()
    {
        await Of(_one).GiveBackAsync(Limit.LoginPerNetwork, "somebody");
        await Of(_one).TakeAsync(Limit.LoginPerNetwork, "somebody");
        for (var turn = 0; turn < 5; turn++) await Of(_one).GiveBackAsync(Limit.LoginPerNetwork, "somebody");

        (await TakenAsync(Limit.LoginPerNetwork, 30, _one)).ShouldBe(20);
    }

    [Fact]
    public async Task A_clock_that_was_ahead_locks_nobody_out_for_longer_than_the_limit_does()
    {
        _one.Time.Advance(60 * Minute);
        (await TakenAsync(Limit.LoginPerNetwork, 20, _one)).ShouldBe(20);
        await using var late = await PlatformHost.StartAsync(_settings);

        (await Of(late).TakeAsync(Limit.LoginPerNetwork, "somebody")).ShouldBe(Minute / 20);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(await _redis.AddressAsync());
        var key = await connection.GetServers().Single().KeysAsync(pattern: "*:LoginPer*").SingleAsync(Cancelled);
        (await connection.GetDatabase().KeyTimeToLiveAsync(key))!.Value.ShouldBeLessThanOrEqualTo(Minute);
    }

    [Fact]
    public async Task Redis_forgets_what_is_full_by_itself_and_never_learns_an_address()
    {
        await Of(_one).TakeAsync(Limit.MailPerAddress, RateLimits.MailKey("app", "ada@example.com"));
        await Of(_one).TakeAsync(Limit.LoginPerNetwork, "203.0.113.7");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(await _redis.AddressAsync());
        var server = connection.GetServers().Single();

        var keys = await server.KeysAsync(pattern: "*:*Per*").ToListAsync(Cancelled);

        keys.Count.ShouldBe(2);
        foreach (var key in keys.Select(key => key.ToString()))
        {
            key.ShouldMatch("^wristband:permits:(MailPerAddress|LoginPerNetwork):[0-9a-f]{64}$");
            var left = (await connection.GetDatabase().KeyTimeToLiveAsync(key)).ShouldNotBeNull();
            left.ShouldBeLessThanOrEqualTo(key.Contains("Mail", StringComparison.Ordinal) ? 20 * Minute : Minute / 20);
        }
        await Of(_two).GiveBackAsync(Limit.MailPerAddress, RateLimits.MailKey("app", "ada@example.com"));
        (await server.KeysAsync(pattern: "*:Mail*").ToListAsync(Cancelled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task P36_a_person_meets_the_same_limit_at_every_replica()
    {
        await using var one = await PlatformHost.StartOnPostgresAsync(_settings);
        await using var two = await one.StartAnotherAsync(_settings);
        var tenant = await one.TenantAsync();
        for (var guess = 0; guess < 20; guess++)
            (await GuessAsync(guess % 2 == 0 ? one : two, tenant, guess)).ShouldBe(HttpStatusCode.BadRequest);

        (await GuessAsync(one, tenant, 20)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await GuessAsync(two, tenant, 21)).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static async Task<HttpStatusCode> GuessAsync(PlatformHost platform, SomeTenant tenant, int number)
    {
        var browser = platform.NewBrowser();
        var typed = new Dictionary<string, string> { ["email"] = $"u{number}@example.com", ["password"] = "wrong password" };
        return (await browser.SubmitAsync(await browser.GetAsync($"{tenant.Base}/login"), "#login", typed, follow: false)).Status;
    }

    private static async Task<int> TakenAsync(Limit limit, int attempts, params PlatformHost[] platforms)
    {
        var taken = 0;
        for (var turn = 0; turn < attempts; turn++)
            if (await Of(platforms[turn % platforms.Length]).TakeAsync(limit, "somebody") is null) taken++;
        return taken;
    }

    private static RateLimits Of(PlatformHost platform) => platform.Services.GetRequiredService<RateLimits>();
}
