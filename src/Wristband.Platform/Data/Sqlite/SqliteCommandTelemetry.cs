using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>Tells of the statements that the model sends, once each is over.</summary>
internal sealed class SqliteCommandTelemetry(SqliteTelemetry telemetry) : DbCommandInterceptor
{
    // A label has few values, whatever a statement begins with.
    private static readonly string[] Operations = ["SELECT", "INSERT", "UPDATE", "DELETE", "PRAGMA"];

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Tell(command, eventData);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Tell(command, eventData);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Tell(command, eventData);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Tell(command, eventData, eventData.Exception);

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData, eventData.Exception);
        return Task.CompletedTask;
    }

    private void Tell(DbCommand command, CommandEndEventData ended, Exception? failure = null) =>
        telemetry.Tell(OperationOf(command.CommandText), command.CommandText, ended.StartTime, ended.Duration, failure);

    private static string OperationOf(string statement)
    {
        var text = statement.AsSpan().TrimStart();
        foreach (var operation in Operations)
        {
            if (text.StartsWith(operation, StringComparison.Ordinal)) return operation;
        }
        return "OTHER";
    }
}
