using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Wristband.Platform.Management.Api;

/// <summary>Which part of a list was answered.</summary>
internal sealed record Page(int StartIndex, int Count, int Total);

/// <summary>
/// What is asked of a list: query expression, order and part. start_index counts from 1, and count is 50 unless said, 100 at most, zero for
/// the total alone. Official clients also write startIndex, and begin at 0.
/// </summary>
internal sealed class Listing<T> where T : class
{
    private const int Most = 100;
    private const int Usual = 50;
    private readonly Expression<Func<T, bool>>? _filter;
    private readonly IReadOnlyList<Order<T>> _orders;
    private readonly Attributes<T> _attributes;

    private Listing(
        Attributes<T> attributes, int startIndex, int count, Expression<Func<T, bool>>? filter, IReadOnlyList<Order<T>> orders) =>
        (_attributes, StartIndex, Count, _filter, _orders) = (attributes, startIndex, count, filter, orders);

    public int StartIndex { get; }

    public int Count { get; }

    public static bool TryRead(
        IQueryCollection query, Attributes<T> attributes, [NotNullWhen(true)] out Listing<T>? listing,
        [NotNullWhen(false)] out string? problem)
    {
        listing = null;
        if (!TryNumber(query["count"], Usual, out var count))
        {
            problem = "The count parameter must be greater than or equal to 0";
            return false;
        }
        if (!TryNumber(query.ContainsKey("start_index") ? query["start_index"] : query["startIndex"], 1, out var start))
        {
            problem = "The start_index parameter must be greater than or equal to 0";
            return false;
        }
        if (!attributes.TryOrder(query["sort_by"], out var orders, out problem)) return false;
        Expression<Func<T, bool>>? filter = null;
        if (query["query"].ToString() is { Length: > 0 } text && !QueryExpression<T>.TryParse(text, attributes, out filter, out problem))
            return false;
        listing = new Listing<T>(attributes, Math.Max(start, 1), Math.Min(count, Most), filter, orders);
        problem = null;
        return true;
    }

    /// <summary>The rows of the asked part, and how many there are in all.</summary>
    public async Task<(Page Page, List<T> Rows)> ReadAsync(IQueryable<T> rows, CancellationToken cancellationToken)
    {
        var found = Found(rows);
        var total = await found.CountAsync(cancellationToken);
        var page = new Page(StartIndex, Count, total);
        return Count == 0 || StartIndex > total ? (page, []) : (page, await Part(found).ToListAsync(cancellationToken));
    }

    /// <summary>The same of what is in memory.</summary>
    public (Page Page, List<T> Rows) Read(IReadOnlyCollection<T> rows)
    {
        var found = Found(rows.AsQueryable());
        return (new Page(StartIndex, Count, found.Count()), [.. Part(found)]);
    }

    private IQueryable<T> Found(IQueryable<T> rows) => _filter is null ? rows : rows.Where(_filter);

    private IQueryable<T> Part(IQueryable<T> found)
    {
        // The last one makes the order one of its own, so that parts neither overlap nor leave anything out.
        IOrderedQueryable<T>? ordered = null;
        foreach (var order in _orders.Append(_attributes.Tie)) ordered = order.By(found, ordered);
        return ordered!.Skip(StartIndex - 1).Take(Count);
    }

    private static bool TryNumber(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
