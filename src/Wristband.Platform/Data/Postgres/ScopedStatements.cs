using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Wristband.Platform.Data.Postgres;

/// <summary>
/// Tells PostgreSQL whose rows each statement may touch, for its row-level security: the third layer behind tenant keys in queries and
/// the filter of the context (P-45). It is said in the statement's own transaction, so it works behind a pooler and never leaks into
/// the next one.
/// </summary>
internal sealed class ScopedStatements : DbCommandInterceptor, IDbTransactionInterceptor, ISaveChangesInterceptor
{
    /// <summary>The procedure that <see cref="PostgresSchema"/> makes.</summary>
    public const string Enter = "CALL wristband_enter(@wb_tenant, @wb_tenant_application, @wb_application)";

    /// <summary>Every row: for the token store, which looks up a secret before anybody knows whose it is.</summary>
    public const string EnterEverything = "CALL wristband_enter('', '', '*')";

    /// <summary>What belongs to an application, whichever it is: for queues that one worker empties for all.</summary>
    public const string EveryApplication = "applications";

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Prefix(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    /// <summary>Saving counts the answers of its statements, so nothing may stand before them: it is said once, at the start.</summary>
    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is PlatformDbContext database) await SayAsync(database, connection, result, cancellationToken);
        return result;
    }

    /// <summary>In a transaction that began before, the scope may be another one by now.</summary>
    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is PlatformDbContext { Database.CurrentTransaction: { } transaction } database)
        {
            var begun = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction);
            await SayAsync(database, begun.Connection!, begun, cancellationToken);
        }
        return result;
    }

    private static void Prefix(DbCommand command, CommandEventData eventData)
    {
        if (eventData.Context is not PlatformDbContext database) return;
        if (eventData.CommandSource is CommandSource.SaveChanges or CommandSource.Migrations) return;
        // A command that runs again has its words already.
        if (command.CommandText.StartsWith(Enter, StringComparison.Ordinal)) return;
        // A constant before what the framework made.
#pragma warning disable CA2100
        command.CommandText = Enter + ";\n" + command.CommandText;
#pragma warning restore CA2100
        AddParameters(command, database.Scope);
    }

    private static async Task SayAsync(
        PlatformDbContext database, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Enter;
        command.Transaction = transaction;
        AddParameters(command, database.Scope);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddParameters(DbCommand command, TenantScope scope)
    {
        command.Parameters.Add(Text("wb_tenant", scope.TenantId));
        command.Parameters.Add(Text("wb_tenant_application", scope.TenantApplicationId));
        command.Parameters.Add(Text("wb_application", scope.IsEveryApplication ? EveryApplication : scope.ApplicationId));
    }

    private static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlDbType.Text) { Value = value ?? "" };
}
