using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Wristband.Platform.Credentials;
using Wristband.Platform.Telemetry;
using Wristband.Platform.Tests.Email;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Telemetry;

/// <summary>What an operator can watch, beside what the protocol counts.</summary>
public class InstrumentTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sign_ins_and_refusals_of_a_limit_are_counted()
    {
        await using var platform = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:RateLimits:LoginPerNetwork:Permits"] = "2" });
        using var logins = Collect<long>(platform, "wristband.platform.logins");
        using var limited = Collect<long>(platform, "wristband.platform.limited");
        var user = await platform.UserAsync(await platform.TenantAsync());

        await SignInAsync(platform, user, "not the password 42");
        await SignInAsync(platform, user, user.Password);
        await SignInAsync(platform, user, "not the password 43");
        await SignInAsync(platform, user, "not the password 44");

        Tags(logins).ShouldBe(["pwd refused", "pwd succeeded", "pwd refused", "pwd wait"]);
        Tags(limited).ShouldBe(["LoginPerNetwork"]);
    }

    [Fact]
    public async Task Deliveries_are_counted()
    {
        await using var platform = await PlatformHost.StartAsync();
        using var deliveries = Collect<long>(platform, "wristband.platform.deliveries");

        await DeliveryTests.AskForResetAsync(platform);
        await deliveries.WaitForMeasurementsAsync(minCount: 1, cancellationToken: Cancelled);

        Tags(deliveries).ShouldBe(["mail delivered"]);
    }

    [Fact]
    public async Task What_waits_in_a_queue_is_measured()
    {
        await using var platform = await PlatformHost.StartAsync(configure: DeliveryTests.WithoutBackgroundDelivery);
        await DeliveryTests.AskForResetAsync(platform);
        using var depth = Collect<long>(platform, "wristband.platform.queue.depth");
        using var age = Collect<double>(platform, "wristband.platform.queue.age");

        while (age.GetMeasurementSnapshot().Count < 2)
        {
            platform.Time.Advance(TimeSpan.FromSeconds(15));
            await Task.Yield();
        }

        depth.GetMeasurementSnapshot().Take(2).Select(m => $"{m.Tags["queue"]} {m.Value}").ShouldBe(
            ["mail 1", "logout 0"], ignoreOrder: true);
        age.GetMeasurementSnapshot().First(m => (string)m.Tags["queue"]! == "mail").Value.ShouldBeGreaterThanOrEqualTo(15);
        age.GetMeasurementSnapshot().First(m => (string)m.Tags["queue"]! == "logout").Value.ShouldBe(0);
    }

    [Fact]
    public async Task Places_for_hashing_are_observed()
    {
        await using var platform = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:Passwords:HashingSlots"] = "3" });
        platform.Services.GetRequiredService<PasswordHashing>();
        using var slots = Collect<long>(platform, "wristband.platform.hashing.slots");
        using var waiting = Collect<long>(platform, "wristband.platform.hashing.waiting");

        slots.RecordObservableInstruments();
        waiting.RecordObservableInstruments();

        slots.GetMeasurementSnapshot().Select(m => $"{m.Tags["state"]} {m.Value}").ShouldBe(["used 0", "free 3"]);
        waiting.LastMeasurement!.Value.ShouldBe(0);
    }

    [Fact]
    [Trait("Database", "Sqlite")]
    public async Task Lookups_of_caches_and_operations_of_the_database_are_measured()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        using var lookups = Collect<long>(platform, "wristband.platform.cache.lookups");
        using var operations = Collect<double>(platform, "db.client.operation.duration");
        var app = new RelyingParty(platform, user.Tenant.Application);

        var tokens = await app.SignInAsync(user);
        await app.RefreshAsync(tokens.RefreshToken);

        Tags(lookups).ShouldContain("hosts miss");
        Tags(lookups).ShouldContain("hosts hit");
        Tags(lookups).ShouldContain("clients miss");
        Tags(lookups).ShouldContain("clients hit");
        Tags(operations).Distinct().ShouldBeSubsetOf(
            from name in (string[])["SELECT", "INSERT", "UPDATE", "find_token", "find_grant", "find_roles", "issue_code", "redeem_code",
                "rotate"]
            select $"sqlite {name}");
        foreach (var operation in (string[])["SELECT", "INSERT", "find_token", "issue_code", "redeem_code", "rotate"])
            Tags(operations).ShouldContain("sqlite " + operation);
    }

    private static async Task SignInAsync(PlatformHost platform, SomeUser user, string password)
    {
        var browser = platform.NewBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync(user.Tenant.Base + "/login"), "#login",
            new Dictionary<string, string> { ["email"] = user.Email, ["password"] = password }, follow: false);
    }

    private static MetricCollector<T> Collect<T>(PlatformHost platform, string instrument) where T : struct =>
        new(platform.Services.GetRequiredService<IMeterFactory>(), PlatformTelemetry.Name, instrument);

    /// <summary>The tags of each measurement, in the order of their names.</summary>
    private static string[] Tags<T>(MetricCollector<T> collector) where T : struct =>
        [.. collector.GetMeasurementSnapshot().Select(m => string.Join(' ', m.Tags
            .OrderBy(t => t.Key == "db.operation.name" ? "z" : t.Key, StringComparer.Ordinal).Select(t => t.Value)))];
}
