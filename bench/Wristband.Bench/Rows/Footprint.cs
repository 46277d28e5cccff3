using Wristband.Bench.Results;
using Wristband.Bench.Running;

namespace Wristband.Bench.Rows;

/// <summary>Start and memory of the platform's process.</summary>
internal static class Footprint
{
    private const int Starts = 5;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task<Result> StartAsync(Workspace workspace)
    {
        await using var platform = await Platform.StartAsync(workspace, "start");
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var start = 0; start < Starts; start++)
        {
            await platform.RestartAsync();
            ours.Add(platform.Process.ReadyAfter.TotalSeconds);
            await using var peer = await OidcProvider.StartAsync(workspace, 32);
            theirs.Add(peer.Process.ReadyAfter.TotalSeconds);
        }
        return Result.Against("start-ready", Median.Of(ours), Median.Of(theirs), "node oidc-provider, nothing stored", "s (less is better)",
            $"process start to first good answer of /health/ready, existing database, median of {Starts}");
    }

    public static async Task<Result> IdleAsync(Workspace workspace)
    {
        await using var platform = await Platform.StartAsync(workspace, "idle");
        await platform.RestartAsync();
        await using var peer = await OidcProvider.StartAsync(workspace, 32);
        await Task.Delay(Settling, TimeProvider.System);
        return Result.Against(
            "idle-rss", platform.Process.ResidentMegabytes, peer.Process.ResidentMegabytes, "node oidc-provider", "MB (less is better)",
            $"VmRSS {Settling.TotalSeconds:0} s after the start, existing database");
    }

    public static Result Loaded(Platform platform, OidcProvider peer) =>
        Result.Against(
            "loaded-rss", platform.Process.ResidentMegabytes, peer.Process.ResidentMegabytes, "node oidc-provider", "MB (less is better)",
            "VmRSS after this run's grants");
}
