using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Wristband.Platform.Data.Postgres;

/// <summary>How many rows, and a hash over all of them that does not depend on their order.</summary>
internal readonly record struct TableContent(long Rows, Int128 Sum);

/// <summary>One table on its way from one engine to another. Values are the model's, so that each engine stores them its own way.</summary>
internal sealed class MovedTable(IEntityType target)
{
    private const int RowsPerTrip = 500;
    private static readonly MethodInfo Rows = typeof(MovedTable).GetMethod(nameof(All), BindingFlags.NonPublic | BindingFlags.Static)!;
    private readonly IProperty[] _columns = [.. target.GetProperties()];

    public string Name { get; } = target.GetTableName()!;

    /// <summary>All tables, each behind those that it points to.</summary>
    public static IEnumerable<MovedTable> InOrder(IModel source, IModel target)
    {
        var open = target.GetEntityTypes().OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal).ToList();
        while (open.Count > 0)
        {
            var next = open.First(entity => entity.GetForeignKeys().All(key =>
                key.PrincipalEntityType == entity || !open.Contains(key.PrincipalEntityType)));
            open.Remove(next);
            if (source.FindEntityType(next.ClrType) is not null) yield return new MovedTable(next);
        }
    }

    public async Task<long> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // The name of one of our own tables.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM \"{Name}\"", connection);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Writes all rows of the other context's table, and answers with what they are.</summary>
    public async Task<TableContent> CopyAsync(PlatformDbContext from, NpgsqlConnection to, CancellationToken cancellationToken)
    {
        var content = default(TableContent);
        var batch = new NpgsqlBatch(to);
        await foreach (var row in RowsOf(from).WithCancellation(cancellationToken))
        {
            batch.BatchCommands.Add(Insert(row));
            content = Add(content, row);
            if (batch.BatchCommands.Count < RowsPerTrip) continue;
            await batch.ExecuteNonQueryAsync(cancellationToken);
            await batch.DisposeAsync();
            batch = new NpgsqlBatch(to);
        }
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellationToken);
        await batch.DisposeAsync();
        await ContinueNumbersAsync(to, cancellationToken);
        return content;
    }

    /// <summary>What the table holds now.</summary>
    public async Task<TableContent> ReadAsync(PlatformDbContext database, CancellationToken cancellationToken)
    {
        var content = default(TableContent);
        await foreach (var row in RowsOf(database).WithCancellation(cancellationToken)) content = Add(content, row);
        return content;
    }

    private IAsyncEnumerable<object> RowsOf(PlatformDbContext database) =>
        (IAsyncEnumerable<object>)Rows.MakeGenericMethod(target.ClrType).Invoke(null, [database])!;

    // The one place that reads everybody's rows: they go into another database as they are, and nobody sees them.
#pragma warning disable RS0030
    private static IAsyncEnumerable<object> All<TEntity>(PlatformDbContext database) where TEntity : class =>
        database.Set<TEntity>().IgnoreQueryFilters().AsNoTracking().AsAsyncEnumerable();
#pragma warning restore RS0030

    private NpgsqlBatchCommand Insert(object row)
    {
        var names = string.Join(", ", _columns.Select(column => $"\"{column.GetColumnName()}\""));
        var places = string.Join(", ", _columns.Select((_, index) => $"${(index + 1).ToString(CultureInfo.InvariantCulture)}"));
        var insert = new NpgsqlBatchCommand($"INSERT INTO \"{Name}\" ({names}) VALUES ({places})");
        using var maker = new NpgsqlCommand();
        foreach (var column in _columns)
        {
            var parameter = column.GetRelationalTypeMapping().CreateParameter(maker, "", ValueOf(column, row), column.IsNullable);
            if (parameter.Value is string text) parameter.Value = StorableText.Of(text);
            insert.Parameters.Add((NpgsqlParameter)parameter);
        }
        return insert;
    }

    // Numbers that the database gives go on behind the highest that came along.
    private async Task ContinueNumbersAsync(NpgsqlConnection to, CancellationToken cancellationToken)
    {
        var numbered = _columns.FirstOrDefault(column => column.ValueGenerated == ValueGenerated.OnAdd && column.ClrType.IsValueType);
        if (numbered is null || numbered.ClrType == typeof(bool)) return;
        // Names of our own tables and columns.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(
            $"""
            SELECT setval(pg_get_serial_sequence('"{Name}"', '{numbered.GetColumnName()}'), max("{numbered.GetColumnName()}"))
            FROM "{Name}" HAVING max("{numbered.GetColumnName()}") IS NOT NULL
            """,
            to);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private TableContent Add(TableContent content, object row)
    {
        var text = new StringBuilder();
        foreach (var column in _columns) text.Append(Written(ValueOf(column, row))).Append('\u001f');
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        // Addition does not care for the order in which an engine gives its rows.
        return new TableContent(content.Rows + 1, unchecked(content.Sum + BinaryPrimitives.ReadInt128BigEndian(hash)));
    }

    private static object? ValueOf(IProperty column, object row) => column.GetGetter().GetClrValue(row);

    private static string Written(object? value) => value switch
    {
        null => "\u0000",
        string text => StorableText.Of(text),
        byte[] bytes => Convert.ToHexString(bytes),
        DateTimeOffset time => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        System.Collections.IEnumerable list => "[" + string.Join('\u001e', list.Cast<object?>().Select(Written)) + "]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
