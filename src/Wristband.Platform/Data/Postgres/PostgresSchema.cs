using System.Globalization;
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
            ELSIF TG_TABLE_NAME = 'PageBrandings' THEN
                PERFORM pg_notify('wristband_changes', 'looks:' || coalesce(changed ->> 'TenantId', changed ->> 'ApplicationId'));
            ELSE
                PERFORM pg_notify('wristband_changes', 'signing keys:' || (changed ->> 'ApplicationId'));
            END IF;
            RETURN NULL;
        END $$;
        """;

    private static readonly string[] Remembered = ["HostNames", "Tenants", "Applications", "OAuthClients", "SigningKeys", "PageBrandings"];

    /// <summary>SQL that may run any number of times.</summary>
    public static string Script(IModel model)
    {
        var script = new StringBuilder(Scope).Append('\n').Append(Permits).Append('\n').Append(Notices).Append('\n');
        foreach (var table in Remembered)
        {
            script.Append(CultureInfo.InvariantCulture, $"""
                CREATE OR REPLACE TRIGGER wristband_changed AFTER INSERT OR UPDATE OR DELETE ON "{table}"
                    FOR EACH ROW EXECUTE FUNCTION wristband_changed();

                """);
        }
        foreach (var entity in Owned(model).OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal))
        {
            var table = entity.GetTableName();
            script.Append(CultureInfo.InvariantCulture, $"""
                ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
                ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
                DROP POLICY IF EXISTS wristband_scope ON "{table}";
                CREATE POLICY wristband_scope ON "{table}" USING (
                    "TenantId" = current_setting('wristband.tenant', true)
                    OR current_setting('wristband.application', true) IN ("ApplicationId", '*'){OfApplications(entity)});

                """);
        }
        return script.ToString();
    }

    /// <summary>Applies it when the database has another one.</summary>
    /// <param name="owner">A connection of the role that the tables belong to.</param>
    /// <param name="model">The model that the migrations made.</param>
    /// <param name="role">Who reads and writes; null when that is the owner.</param>
    /// <param name="cancellationToken">Ends it, with nothing done.</param>
    public static async Task ApplyAsync(NpgsqlConnection owner, IModel model, string? role, CancellationToken cancellationToken)
    {
        var script = Script(model);
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)))[..16];
        if (await AppliedAsync(owner, cancellationToken) == fingerprint) return;
        if (role is not null) script += Grants(role);
        await using var transaction = await owner.BeginTransactionAsync(cancellationToken);
        // Made of the names of our own tables and of a role, which is quoted.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(
            $"{script}\nCOMMENT ON PROCEDURE wristband_enter(text, text, text) IS '{fingerprint}'", owner, transaction);
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
