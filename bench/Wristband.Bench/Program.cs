using Wristband.Bench.Load;
using Wristband.Bench.Results;
using Wristband.Bench.Rows;
using Wristband.Bench.Running;

namespace Wristband.Bench;

/// <summary>make bench: everything beside its peer, in one run. Arguments name the rows to run; none means all.</summary>
internal static class Program
{
    private const int Rounds = 3;
    private const int Seconds = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static async Task<int> Main(string[] wanted)
    {
        using var workspace = new Workspace();
        var rows = new RowRunner(wanted);
        using var limit = new CancellationTokenSource(Limit);
        await GrantRowsAsync(workspace, rows);
        await rows.RunAsync("start-ready", () => Footprint.StartAsync(workspace));
        await rows.RunAsync("idle-rss", () => Footprint.IdleAsync(workspace));
        Summary.Write(Path.Combine(workspace.Artifacts, "summary.json"), rows.Results, keepOthers: wanted.Length > 0);
        Summary.Print(rows.Results);
        return rows.Results.Any(row => row.Ours is null) ? 1 : 0;
    }

    private static async Task GrantRowsAsync(Workspace workspace, RowRunner rows)
    {
        if (!rows.Wants("refresh", "refresh-rsa-bound", "client-credentials", "userinfo", "jwks", "loaded-rss")) return;
        await using var platform = await Platform.StartAsync(workspace, "grants");
        await using var peer = await OidcProvider.StartAsync(workspace, 32);
        var grants = new Grants(workspace, platform, peer, new Logins(platform), new Paired(new Wrk(workspace), Rounds, Seconds));
        await rows.RunAsync("refresh", grants.RefreshAsync);
        await rows.RunAsync("refresh-rsa-bound", grants.RefreshBoundAsync);
        await rows.RunAsync("client-credentials", grants.ClientCredentialsAsync);
        await rows.RunAsync("userinfo", grants.UserInfoAsync);
        await rows.RunAsync("jwks", grants.JwksAsync);
        await rows.RunAsync("loaded-rss", () => Task.FromResult(Footprint.Loaded(platform, peer)));
    }
}
