using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Postgres;

/// <summary>PostgreSQL has tools of its own that do this better, and on every size.</summary>
internal sealed class PostgresBackup : DatabaseBackup
{
    public override Task<long> WriteAsync(string path, CancellationToken cancellationToken) =>
        throw new RefusedStartException("WB2196: The database is PostgreSQL. Back it up with pg_dump or with what your provider offers; "
            + "docs/self-hosting.md says how. Keep the master key apart from it.");

    public override Task<string?> RestoreAsync(string path, bool replace, CancellationToken cancellationToken) =>
        throw new RefusedStartException("WB2197: The database is PostgreSQL. Restore it with pg_restore; docs/self-hosting.md says how.");
}
