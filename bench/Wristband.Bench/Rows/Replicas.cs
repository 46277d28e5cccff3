using Wristband.Bench.Load;
using Wristband.Bench.Results;
using Wristband.Bench.Running;
using Wristband.TestSupport;

namespace Wristband.Bench.Rows;

/// <summary>
/// What a second platform on the same cores costs: one more runtime, and one more pool of connections. Both sides go through HAProxy.
/// </summary>
internal sealed class Replicas(Workspace workspace, Platform platform, Grants grants, Paired paired)
{
    public async Task<Result> RefreshAsync()
    {
        var (portOfFirst, portOfAll) = (LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort());
        await using var second = await platform.StartAnotherAsync();
        await using var proxy = await HaProxy.StartAsync(workspace, portOfFirst, portOfAll, platform.Listens, second.Listens);
        var (two, one) = await paired.RunAsync(() => ThroughAsync(portOfAll), () => ThroughAsync(portOfFirst));
        return Result.Against(
            "replicas-2", two, one, "one of them, behind the same HAProxy", "grants/s",
            $"as refresh-postgres; two platforms behind HAProxy on one PostgreSQL, everything on the same cores; {paired.Conditions}");
    }

    private async Task<Target> ThroughAsync(int port) => await grants.OurRefreshAsync() with { Port = port };
}
