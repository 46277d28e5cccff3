using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Security;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Postgres;

/// <summary>Two replicas have one bucket for each key.</summary>
public sealed class SharedLimitsTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> Usual = new()
    {
        ["Platform:RateLimits:LoginPerNetwork:Permits"] = "20",
        ["Platform:RateLimits:TokenPerClient:Permits"] = "600",
    };

    private PlatformHost _one = null!;
    private PlatformHost _two = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await PlatformHost.StartOnPostgresAsync(Usual);
        _two = await _one.StartAnotherAsync(Usual);
    }

    public async ValueTask DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Theory]
    [InlineData(nameof(Limit.LoginPerNetwork), 20, 20, 20)]
    [InlineData(nameof(Limit.TokenPerClient), 600, 540, 600)]
    public async Task The_limit_of_two_replicas_is_that_of_one(string name, int permits, int fewest, int most)
    {
        var limit = Enum.Parse<Limit>(name);
        var replicas = new[] { Of(_one), Of(_two) };
        var taken = 0;

        for (var turn = 0; turn < 2 * permits; turn++)
            if (await replicas[turn % 2].TakeAsync(limit, "somebody") is null) taken++;

        taken.ShouldBeInRange(fewest, most);
        (await Of(_one).TakeAsync(limit, "somebody else")).ShouldBeNull();
    }

    [Fact]
    public async Task Those_who_come_at_once_do_not_empty_it_with_their_shares()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(async _ => await Of(_one).TakeAsync(Limit.TokenPerClient, "everybody")));

        answers.ShouldAllBe(wait => wait == null);
    }

    /// <summary>Each replica needs less than its share, and both together not half of what the limit allows.</summary>
    [Fact]
    public async Task What_replicas_do_not_use_of_their_shares_refuses_nobody()
    {
        for (var turn = 0; turn < 600; turn++)
        {
            _one.Time.Advance(TimeSpan.FromSeconds(0.5));
            (await Of(_one).TakeAsync(Limit.TokenPerClient, "steady")).ShouldBeNull($"turn {turn}");
            (await Of(_two).TakeAsync(Limit.TokenPerClient, "steady")).ShouldBeNull($"turn {turn}");
        }
    }

    [Fact]
    public async Task A_bucket_refills_evenly_and_takes_back_what_was_taken()
    {
        var minute = TimeSpan.FromMinutes(1);
        for (var turn = 0; turn < 20; turn++) (await Of(_one).TakeAsync(Limit.LoginPerNetwork, "a")).ShouldBeNull();
        (await Of(_two).TakeAsync(Limit.LoginPerNetwork, "a")).ShouldBe(minute / 20);

        await Of(_two).GiveBackAsync(Limit.LoginPerNetwork, "a");
        (await Of(_one).TakeAsync(Limit.LoginPerNetwork, "a")).ShouldBeNull();
        (await Of(_one).TakeAsync(Limit.LoginPerNetwork, "a")).ShouldNotBeNull();
        _one.Time.Advance(minute / 20);
        (await Of(_two).TakeAsync(Limit.LoginPerNetwork, "a")).ShouldBeNull();
        (await Of(_two).TakeAsync(Limit.LoginPerNetwork, "a")).ShouldNotBeNull();
    }

    private static RateLimits Of(PlatformHost platform) => platform.Services.GetRequiredService<RateLimits>();
}
