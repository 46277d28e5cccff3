using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Wristband.Platform.Data.Postgres;

/// <summary>
/// What PostgreSQL has besides the tables of the migrations: who may see which rows, and who is told of changes. Derived from the model,
/// so that a new table is guarded without anybody thinking of it, and applied whenever its text changed.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>Where changes of remembered rows are announced.</summary>
    public const string Channel = "wristband_changes";

    private const string Scope = """
        CREATE OR REPLACE PROCEDURE wristband_enter(tenant text, tenant_application text, application text) LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM set_config('wristband.tenant', tenant, true), set_config('wristband.tenant_application', tenant_application, true),
                set_config('wristband.application', application, true);
        END $$;
        """;

    // Buckets of the limits. Nothing of it has to survive a crash.
    private const string Permits = """
        CREATE UNLOGGED TABLE IF NOT EXISTS wristband_permits (
            bucket text NOT NULL, key text NOT NULL, full_at bigint NOT NULL, PRIMARY KEY (bucket, key));
        """;

    // A key is said as it is remembered: a host by its name, everything of an application as '*'.
    private const string Notices = """
        CREATE OR REPLACE FUNCTION wristband_changed() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
        BEGIN
            IF TG_TABLE_NAME = 'HostNames' THEN
                PERFORM pg_notify('wristband_changes', 'hosts:' || (changed ->> 'Name'));
            ELSIF TG_TABLE_NAME = 'Tenants' THEN
                PERFORM pg_notify('wristband_changes', 'hosts:' || h."Name") FROM "HostNames" h WHERE h."TenantId" = changed ->> 'Id';
            ELSIF TG_TABLE_NAME = 'Applications' THEN
                PERFORM pg_notify('wristband_changes', 'hosts:*'), pg_notify('wristband_changes', 'signing keys:' || (changed ->> 'Id'));
            ELSIF TG_TABLE_NAME = 'OAuthClients' THEN
                PERFORM pg_notify('wristband_changes', 'clients:' || (changed ->> 'Id'));
            ELSE
                PERFORM pg_notify('wristband_changes', 'signing keys:' || (changed ->> 'ApplicationId'));
            END IF;
            RETURN NULL;
        END $$;
        """;

    /// <summary>
    /// SQL that may run any number of times, beside a platform that serves: each part locks one table, so that whoever works on several
    /// waits a moment and never for ever.
    /// </summary>
    public static IReadOnlyList<string> Parts(IModel model) => [
        Scope, Permits, Notices, .. RememberedTables.All.Keys.Select(Tells),
        .. Owned(model).OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal).Select(Guard)];

    /// <summary>
    /// Applies it when the database has another one, unless that is a later version's: a replica of this one that starts once more while
    /// they are replaced must not take back what the new ones need.
    /// </summary>
    /// <param name="owner">A connection of the role that the tables belong to.</param>
    /// <param name="model">The model that the migrations made.</param>
    /// <param name="role">Who reads and writes; null when that is the owner.</param>
    /// <param name="cancellationToken">Ends it; the next start goes on.</param>
    public static async Task ApplyAsync(NpgsqlConnection owner, IModel model, string? role, CancellationToken cancellationToken)
    {
        var parts = Parts(model);
        // A new table that is nobody's changes no part, and the role needs its rights on it.
        var text = string.Join('\n', parts.Concat(model.GetEntityTypes().Select(entity => entity.GetTableName())));
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        var ours = typeof(PostgresSchema).Assembly.GetName().Version!;
        var applied = await AppliedAsync(owner, cancellationToken);
        if (applied?.Split(' ')[^1] == fingerprint || VersionOf(applied) > ours) return;
        if (role is not null) parts = [.. parts, Grants(role)];
        foreach (var part in parts) await ExecuteAsync(owner, part, cancellationToken);
        await ExecuteAsync(
            owner, $"COMMENT ON PROCEDURE wristband_enter(text, text, text) IS '{ours} {fingerprint}'", cancellationToken);
    }

    private static string Tells(string table) => $"""
        CREATE OR REPLACE TRIGGER wristband_changed AFTER INSERT OR UPDATE OR DELETE ON "{table}"
            FOR EACH ROW EXECUTE FUNCTION wristband_changed();
        """;

    private static string Guard(IEntityType entity)
    {
        var table = entity.GetTableName();
        return $"""
            ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
            ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
            DROP POLICY IF EXISTS wristband_scope ON "{table}";
            CREATE POLICY wristband_scope ON "{table}" USING (
                "TenantId" = current_setting('wristband.tenant', true)
                OR current_setting('wristband.application', true) IN ("ApplicationId", '*'){OfApplications(entity)});
            """;
    }

    private static async Task ExecuteAsync(NpgsqlConnection owner, string part, CancellationToken cancellationToken)
    {
        await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
        // Made of the names of our own tables and of a role, which is quoted.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(part, owner, transaction);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<string?> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT obj_description(oid, 'pg_proc') FROM pg_proc WHERE proname = 'wristband_enter' AND pg_function_is_visible(oid)",
            connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    // Before versions were written there, only the fingerprint was.
    private static Version? VersionOf(string? applied) => Version.TryParse(applied?.Split(' ')[0], out var version) ? version : null;

    private static string Grants(string role)
    {
        var quoted = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        return $"""
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted};

            """;
    }

    /// <summary>The tables whose rows are somebody's.</summary>
    public static IEnumerable<IEntityType> Owned(IModel model) => model.GetEntityTypes().Where(entity =>
        entity.ClrType.IsAssignableTo(typeof(ITenantOwned)) || entity.ClrType.IsAssignableTo(typeof(IApplicationOwned)));

    // What belongs to no tenant is seen by those of its application: roles that all of them share, requests that wait for one.
    private static string OfApplications(IEntityType entity) => entity.ClrType.IsAssignableTo(typeof(ITenantOwned))
        ? ""
        : """

                    OR current_setting('wristband.application', true) = 'applications'
                    OR ("TenantId" IS NULL AND "ApplicationId" = current_setting('wristband.tenant_application', true))
        """;
}
