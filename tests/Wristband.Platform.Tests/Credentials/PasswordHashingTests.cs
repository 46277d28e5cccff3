using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.Platform.Credentials;
using Wristband.Platform.Http;

namespace Wristband.Platform.Tests.Credentials;

/// <summary>P-34, P-35, B0</summary>
public class PasswordHashingTests
{
    private static readonly IMeterFactory Meters =
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private static PasswordHashing Hashing(int slots = 2, int queue = 50, int memory = 8) => new(
        Options.Create(new PasswordSettings
        {
            HashMemoryKiB = memory,
            HashPasses = 1,
            HashingSlots = slots,
            HashingQueue = queue,
        }),
        Meters);

    [Fact]
    public void B0_defaults()
    {
        var settings = new PasswordSettings();

        settings.Cost.ShouldBe(new PasswordHashCost(MemoryKiB: 19456, Passes: 2));
        settings.MinLength.ShouldBe(8);
        settings.HashingSlots.ShouldBe(Environment.ProcessorCount);
        settings.HashingQueue.ShouldBe(50);
    }

    [Fact]
    public async Task Only_the_password_itself_fits_however_its_accents_are_composed()
    {
        using var hashing = Hashing();
        var hash = await hashing.HashAsync("caf\u00e9 au lait", TestContext.Current.CancellationToken);

        (await hashing.VerifyAsync("cafe\u0301 au lait", hash, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await hashing.VerifyAsync("cafe au lait", hash, TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await hashing.VerifyAsync("caf\u00e9 au lait", null, TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA")]
    [InlineData("$argon2id$v=19$m=x,t=1,p=1$AAAA$AAAA")]
    [InlineData("$2b$12$abcdefghijklmnopqrstuv")]
    public async Task A_hash_that_cannot_be_read_fits_nothing(string hash)
    {
        using var hashing = Hashing();

        (await hashing.VerifyAsync("anything", hash, TestContext.Current.CancellationToken)).ShouldBeFalse();
    }

    [Fact]
    public async Task P35_a_hash_of_a_lower_cost_is_outdated()
    {
        using var cheap = Hashing(memory: 8);
        using var dear = Hashing(memory: 16);
        var hash = await cheap.HashAsync("anything", TestContext.Current.CancellationToken);

        cheap.IsOutdated(hash).ShouldBeFalse();
        dear.IsOutdated(hash).ShouldBeTrue();
    }

    [Fact]
    public async Task P34_more_work_than_slots_and_queue_hold_is_refused_at_once()
    {
        using var hashing = Hashing(slots: 1, queue: 3, memory: 4096);

        var work = Enumerable.Range(0, 40).Select(_ => hashing.HashAsync("anything", TestContext.Current.CancellationToken)).ToList();
        await Task.WhenAll(work.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default)));

        work.Count(w => w.IsCompletedSuccessfully).ShouldBeGreaterThanOrEqualTo(4);
        var refused = work.Where(w => w.IsFaulted).ToList();
        refused.ShouldNotBeEmpty();
        refused.ShouldAllBe(w => w.Exception!.InnerException is TooBusyException);
    }
}
