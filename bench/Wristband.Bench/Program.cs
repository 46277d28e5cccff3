using Wristband.Bench.Load;
using Wristband.Bench.Results;
using Wristband.Bench.Rows;
using Wristband.Bench.Running;
using Wristband.TestSupport;

namespace Wristband.Bench;

/// <summary>make bench: everything beside its peer, in one run. Arguments name the rows to run; none means all.</summary>
internal static class Program
{
    private const int Rounds = 3;
    private const int Seconds = 4;

    private static async Task<int> Main(string[] wanted)
    {
        using var workspace = new Workspace();
        // Written after each row: a run that is stopped keeps what it measured.
        var file = Path.Combine(workspace.Artifacts, "summary.json");
        if (wanted.Length == 0) File.Delete(file);
        var rows = new RowRunner(wanted, results => Summary.Write(file, results));
        await GrantRowsAsync(workspace, rows);
        await PostgresRowsAsync(workspace, rows);
        await RequestRowsAsync(workspace, rows);
        await LoginRowsAsync(workspace, rows);
        await rows.RunAsync("start-ready", () => Footprint.StartAsync(workspace));
        await rows.RunAsync("idle-rss", () => Footprint.IdleAsync(workspace));
        await rows.RunAsync("tenant-curve", () => TenantCurve.MeasureAsync(workspace));
        await rows.RunAsync("micro", () => Micro.MeasureAsync(workspace));
        Summary.Print(rows.Results);
        return rows.Results.Any(row => row.Ours is null) ? 1 : 0;
    }

    private static async Task GrantRowsAsync(Workspace workspace, RowRunner rows)
    {
        if (!rows.Wants("refresh", "refresh-rsa-bound", "refresh-es256", "client-credentials", "userinfo", "jwks", "loaded-rss")) return;
        await using var platform = await Platform.StartAsync(workspace, "grants", withElliptic: true);
        await using var peer = await OidcProvider.StartAsync(workspace, 32);
        var grants = new Grants(workspace, platform, peer, Logins.At(platform), new Paired(new Wrk(workspace), Rounds, Seconds));
        await rows.RunAsync("refresh", grants.RefreshAsync);
        await rows.RunAsync("refresh-rsa-bound", grants.RefreshBoundAsync);
        await rows.RunAsync("refresh-es256", grants.EllipticRefreshAsync);
        await rows.RunAsync("client-credentials", grants.ClientCredentialsAsync);
        await rows.RunAsync("userinfo", grants.UserInfoAsync);
        await rows.RunAsync("jwks", grants.JwksAsync);
        await rows.RunAsync("loaded-rss", () => Task.FromResult(Footprint.Loaded(platform, peer)));
    }

    private static async Task PostgresRowsAsync(Workspace workspace, RowRunner rows)
    {
        if (!rows.Wants("refresh-postgres", "client-credentials-postgres", "full-login-postgres", "replicas-2")) return;
        await using var database = await Postgres.StartAsync();
        await using var postgres = await Platform.StartAsync(workspace, "on-postgres", database: database.ConnectionString);
        await using var sqlite = await Platform.StartAsync(workspace, "on-sqlite");
        await using var peer = await OidcProvider.StartAsync(workspace, 32);
        var paired = new Paired(new Wrk(workspace), Rounds, Seconds);
        var grants = new Grants(workspace, postgres, peer, Logins.At(postgres), paired);
        var onPostgres = new OnPostgres(
            grants, new Grants(workspace, sqlite, peer, Logins.At(sqlite), paired), new WholeLogins(Logins.At(postgres)), paired);
        await rows.RunAsync("refresh-postgres", onPostgres.RefreshAsync);
        await rows.RunAsync("client-credentials-postgres", onPostgres.ClientCredentialsAsync);
        await rows.RunAsync("full-login-postgres", onPostgres.FullLoginAsync);
        await rows.RunAsync("replicas-2", new Replicas(workspace, postgres, grants, paired).RefreshAsync);
    }

    private static async Task RequestRowsAsync(Workspace workspace, RowRunner rows)
    {
        if (!rows.Wants("session-request-bare", "session-request-express", "jwt-request-express")) return;
        var (sdkUrl, expressPort) = ($"http://localhost:{LoopbackNetwork.FreePort()}", LoopbackNetwork.FreePort());
        await using var platform = await Platform.StartAsync(
            workspace, "requests", sdkAppUrl: sdkUrl, expressAppUrl: $"http://localhost:{expressPort}");
        var requests = new Requests(
            workspace, platform, new Paired(new Wrk(workspace), Rounds, Seconds), sdkUrl, expressPort,
            await workspace.DevelopmentCertificateAsync());
        await rows.RunAsync("session-request-bare", requests.AgainstBareAsync);
        await rows.RunAsync("session-request-express", requests.AgainstExpressAsync);
        await rows.RunAsync("jwt-request-express", requests.BearerAgainstExpressAsync);
    }

    private static async Task LoginRowsAsync(Workspace workspace, RowRunner rows)
    {
        if (!rows.Wants("full-login", "password-hash")) return;
        await using var platform = await Platform.StartAsync(workspace, "logins");
        var logins = new WholeLogins(Logins.At(platform));
        await rows.RunAsync("full-login", logins.FullAsync);
        await rows.RunAsync("password-hash", logins.PasswordsAsync);
    }
}
