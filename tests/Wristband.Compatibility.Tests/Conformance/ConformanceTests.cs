using Wristband.AspNetCore.Tests.World;
using Wristband.Compatibility.Tests.Replays;

namespace Wristband.Compatibility.Tests.Conformance;

/// <summary>The plans of the OpenID Foundation's conformance suite as theories: same names, same expectations, run by ourselves.</summary>
public class ConformanceTests(SharedPlatform shared)
{
    internal static readonly IReadOnlyList<Plan<Wire>> Provider = [new ProviderBasicPlan(), new ProviderConfigPlan(), new ProviderKeyRotation(), new ProviderLogoutPlan()];

    internal static readonly IReadOnlyList<Plan<SdkWorld>> RelyingParty =
        [new RelyingPartyBasicPlan(), new RelyingPartyConfigPlan(), new RelyingPartyRefreshPlan(), new RelyingPartyLogoutPlan(), new RelyingPartyBackChannelPlan()];

    public static TheoryData<string, string> ProviderModules => Names(Provider);

    public static TheoryData<string, string> RelyingPartyModules => Names(RelyingParty);

    [Theory]
    [MemberData(nameof(ProviderModules))]
    public async Task The_platform_passes(string plan, string module)
    {
        var found = Provider.Single(p => p.Name == plan).Modules.Single(m => m.Name == module);
        if (!found.MovesTime)
        {
            await found.Proof!(await Wire.NewAsync(shared.Host));
            return;
        }
        await using var platform = await SharedPlatform.StartAsync();
        await found.Proof!(await Wire.NewAsync(platform));
    }

    [Theory]
    [MemberData(nameof(RelyingPartyModules))]
    public async Task The_sdk_passes(string plan, string module)
    {
        await using var world = await SdkWorld.StartAsync();
        await RelyingParty.Single(p => p.Name == plan).Modules.Single(m => m.Name == module).Proof!(world);
    }

    [Fact]
    public void The_plans_are_complete()
    {
        Provider.Select(p => p.Modules.Count).ShouldBe([38, 1, 1, 11]);
        RelyingParty.Select(p => p.Modules.Count).ShouldBe([14, 6, 3, 3, 8]);
    }

    private static TheoryData<string, string> Names<T>(IEnumerable<Plan<T>> plans)
    {
        var names = new TheoryData<string, string>();
        foreach (var plan in plans)
            foreach (var module in plan.Modules.Where(m => m.Proof is not null)) names.Add(plan.Name, module.Name);
        return names;
    }
}
