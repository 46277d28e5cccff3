using Wristband.Bench.Load;
using Wristband.Bench.Results;

namespace Wristband.Bench.Rows;

/// <summary>
/// The platform on PostgreSQL, with the database on the same cores: beside itself on SQLite, and beside the peer in memory.
/// </summary>
internal sealed class OnPostgres(Grants postgres, Grants sqlite, WholeLogins logins, Paired paired)
{
    private const string OnSqlite = "the same on SQLite";
    private const string Peer = "node oidc-provider, in memory";

    public async Task<Result[]> RefreshAsync()
    {
        var conditions = $"as refresh; PostgreSQL with its own settings on the same cores; {paired.Conditions}";
        var (ours, file) = await paired.RunAsync(postgres.OurRefreshAsync, sqlite.OurRefreshAsync);
        var (again, peer) = await paired.RunAsync(postgres.OurRefreshAsync, postgres.PeerRefreshAsync);
        return
        [
            Result.Against("refresh-postgres", ours, file, OnSqlite, "grants/s", conditions),
            Result.Against("refresh-postgres-peer", again, peer, Peer, "grants/s", conditions),
        ];
    }

    public async Task<Result[]> ClientCredentialsAsync()
    {
        var conditions = $"as client-credentials; PostgreSQL on the same cores; {paired.Conditions}";
        var (ours, file) = await paired.RunAsync(postgres.OurClientCredentialsAsync, sqlite.OurClientCredentialsAsync);
        var (again, peer) = await paired.RunAsync(postgres.OurClientCredentialsAsync, postgres.PeerClientCredentialsAsync);
        return
        [
            Result.Against("client-credentials-postgres", ours, file, OnSqlite, "grants/s", conditions),
            Result.Against("client-credentials-postgres-peer", again, peer, Peer, "grants/s", conditions),
        ];
    }

    public async Task<Result[]> FullLoginAsync() =>
        [.. (await logins.FullAsync()).Select(result => result with { Name = result.Name + "-postgres" })];
}
