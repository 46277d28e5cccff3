using System.Buffers;
using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Wristband.Platform.Data.Postgres;

/// <summary>
/// PostgreSQL stores no U+0000 and no half of a surrogate pair, and answers a request that holds one with an error. Somebody typed it
/// or made it up: it becomes U+FFFD, which finds nothing.
/// </summary>
internal sealed class StorableText : DbCommandInterceptor
{
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code), '\0']);

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Mend(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Mend(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Mend(command);
        return ValueTask.FromResult(result);
    }

    /// <summary>The text as it can be stored.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspicious)) return text;
        var storable = new StringBuilder(text.Length);
        // An enumeration of runes gives U+FFFD for halves.
        foreach (var rune in text.EnumerateRunes()) storable.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return storable.ToString();
    }

    private static void Mend(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text) parameter.Value = Of(text);
            else if (parameter.Value is IEnumerable<string> list && list.Any(item => item?.AsSpan().ContainsAny(Suspicious) == true))
                parameter.Value = list.Select(Of).ToList();
        }
    }
}
