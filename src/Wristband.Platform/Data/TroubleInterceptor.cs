using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Wristband.Platform.Data;

/// <summary>Replaces what the engine throws for a database that takes no writes, wherever a statement or a transaction meets it.</summary>
internal sealed class TroubleInterceptor(DatabaseTrouble trouble)
    : DbCommandInterceptor, IDbConnectionInterceptor, IDbTransactionInterceptor, ISaveChangesInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Replace(eventData.Exception);

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Replace(eventData.Exception);
        return Task.CompletedTask;
    }

    /// <summary>Begins the transaction in the framework's place, which would not tell anybody that it failed.</summary>
    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return InterceptionResult<DbTransaction>.SuppressWithResult(
                await connection.BeginTransactionAsync(eventData.IsolationLevel, cancellationToken));
        }
        catch (DbException failure)
        {
            Replace(failure);
            throw;
        }
    }

    public Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Replace(eventData.Exception);
        return Task.CompletedTask;
    }

    public Task TransactionFailedAsync(
        DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Replace(eventData.Exception);
        return Task.CompletedTask;
    }

    /// <summary>Saving wraps what a statement threw: the wrapper would be taken for a conflict between two people.</summary>
    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Replace(eventData.Exception);
        return Task.CompletedTask;
    }

    private void Replace(Exception failure)
    {
        if (trouble.Explain(failure) is { } explained) throw explained;
    }
}
