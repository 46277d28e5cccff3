using Wristband.AspNetCore.Tests.World;
using Wristband.Compatibility.Tests.Replays;

namespace Wristband.Compatibility.Tests.Conformance;

/// <summary>The plans of the OpenID Foundation's conformance suite as theories: same names, same expectations, run by ourselves.</summary>
public class ConformanceTests(SharedPlatform shared)
{
    internal static readonly IReadOnlyList<Plan<Wire>> Provider =
        [new ProviderBasicPlan(), new ProviderConfigPlan(), new ProviderKeyRotation(), new ProviderLogoutPlan(),
            new ProviderBackChannelPlan()];

    internal static readonly IReadOnlyList<Plan<SdkWorld>> RelyingParty =
    [
        new RelyingPartyBasicPlan(), new RelyingPartyConfigPlan(), new RelyingPartyRefreshPlan(), new RelyingPartyLogoutPlan(),
        new RelyingPartyBackChannelPlan(),
        new RelyingPartyThirdPartyPlan(),
    ];

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
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:BackchannelLogout"] = "true");
        await RelyingParty.Single(p => p.Name == plan).Modules.Single(m => m.Name == module).Proof!(world);
    }

    /// <summary>docs/conformance.md says so: the suite's plans send no PKCE, and a client needs it by default.</summary>
    [Fact]
    public async Task A_request_as_the_suite_itself_sends_it_is_refused_for_want_of_PKCE()
    {
        var wire = await Wire.NewAsync(shared.Host);
        var answer = await wire.OpenAsync(wire.AuthorizeUrl(("code_challenge", null), ("code_challenge_method", null)));
        answer.Query("error").ShouldBe("invalid_request");
        answer.Query("error_description")!.ShouldContain("code_challenge");
    }

    [Fact]
    public void The_plans_are_complete()
    {
        Provider.Select(p => p.Modules.Count).ShouldBe([38, 1, 1, 11, 2]);
        RelyingParty.Select(p => p.Modules.Count).ShouldBe([14, 6, 3, 3, 8, 1]);
    }

    [Fact]
    public void Every_module_either_passes_or_says_why_not()
    {
        Provider.SelectMany(plan => plan.Modules).ShouldAllBe(module => (module.Proof == null) != (module.Instead == null));
        RelyingParty.SelectMany(plan => plan.Modules).ShouldAllBe(module => (module.Proof == null) != (module.Instead == null));
    }

    private static TheoryData<string, string> Names<T>(IEnumerable<Plan<T>> plans)
    {
        var names = new TheoryData<string, string>();
        foreach (var plan in plans)
            foreach (var module in plan.Modules.Where(m => m.Proof is not null)) names.Add(plan.Name, module.Name);
        return names;
    }
}
