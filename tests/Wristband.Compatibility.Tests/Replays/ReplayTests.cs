using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.OAuth.BackchannelLogout;
using Wristband.TestSupport;

[assembly: AssemblyFixture(typeof(Wristband.Compatibility.Tests.Replays.SharedPlatform))]

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>One platform in memory for all facts that leave its clock alone.</summary>
public sealed class SharedPlatform : IAsyncLifetime
{
    public PlatformHost Host { get; private set; } = null!;

    public static Task<PlatformHost> StartAsync() => PlatformHost.StartAsync(Limits, builder =>
    {
        builder.Services.AddSingleton<LogoutInbox>();
        builder.Services.AddHttpClient(LogoutDelivery.ClientName)
            .ConfigurePrimaryHttpMessageHandler(services => services.GetRequiredService<LogoutInbox>());
    });

    public async ValueTask InitializeAsync() => Host = await StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>All of this comes from one address, which is not what these tests are about.</summary>
    private static Dictionary<string, string?> Limits { get; } = new[]
    {
        "LoginPerNetwork", "SignupPerNetwork", "DiscoveryPerNetwork", "AuthorizePerNetwork", "CustomDomainPerNetwork",
        "FailedClientPerNetwork",
    }.ToDictionary(limit => $"Platform:RateLimits:{limit}:Permits", _ => (string?)"100000");
}

/// <summary>
/// The exact requests and expectations of SDKs that no registry here offers (Django, FastAPI, Go, Next.js, NestJS, the C# SDK, newer
/// Express generations), replayed against our platform: one row for each fact.
/// </summary>
public class ReplayTests(SharedPlatform shared)
{
    public static TheoryData<string> Ids => [.. FactTable.All.Where(fact => fact.Proof is not null).Select(fact => fact.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public Task The_platform_keeps_the_wire_contract(string id) => ProveAsync(id, withExtras: false);

    [Theory]
    [MemberData(nameof(Ids))]
    public Task XF1_and_keeps_it_with_every_parameter_that_some_SDK_sends(string id) => ProveAsync(id, withExtras: true);

    private async Task ProveAsync(string id, bool withExtras)
    {
        var fact = FactTable.All.Single(f => f.Id == id);
        if (!fact.MovesTime)
        {
            await fact.Proof!(await Wire.NewAsync(shared.Host, withExtras: withExtras));
            return;
        }
        await using var platform = await SharedPlatform.StartAsync();
        await fact.Proof!(await Wire.NewAsync(platform, withExtras: withExtras));
    }

    [Fact]
    public void Every_fact_has_either_a_proof_or_a_reason() =>
        FactTable.All.Where(fact => (fact.Proof is null) == (fact.WhyNot is null)).ShouldBeEmpty();

    [Fact]
    public void Every_fact_that_was_written_down_is_in_the_table() => FactTable.All.Select(fact => fact.Id).ShouldBe(
        typeof(Facts).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Facts)) && !type.IsAbstract)
            .SelectMany(type => ((Facts)Activator.CreateInstance(type)!).All).Select(fact => fact.Id),
        ignoreOrder: true);

    [Fact]
    public void Every_section_of_the_protocol_has_facts() =>
        FactTable.Sections.Select(s => s.Section).ShouldBe(FactTable.All.Select(fact => fact.Section).Distinct(), ignoreOrder: true);

    [Fact]
    public void No_fact_is_told_twice() =>
        FactTable.All.GroupBy(fact => fact.Id).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
}
