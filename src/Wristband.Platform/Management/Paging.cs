using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;

namespace Wristband.Platform.Management;

/// <summary>By what a list is sorted.</summary>
internal sealed record Sort(string Attribute, bool Descending)
{
    public IQueryable<T> Of<T>(IQueryable<T> list, Expression<Func<T, string>> by) =>
        Descending ? list.OrderByDescending(by) : list.OrderBy(by);
}

/// <summary>
/// Which part of a list is asked for: start_index counts from 1 and count is 50 unless said, 100 at most, zero for the total alone.
/// Official clients also write startIndex, and begin at 0.
/// </summary>
internal sealed record Paging(int StartIndex, int Count, Sort? Sort)
{
    private const int Most = 100;
    private const int Usual = 50;

    public int Skip => StartIndex - 1;

    public static bool TryRead(
        IQueryCollection query, string[] sortable, [NotNullWhen(true)] out Paging? paging, [NotNullWhen(false)] out string? problem)
    {
        paging = null;
        problem = null;
        if (query.ContainsKey("query")) problem = "The query parameter is not offered here";
        else if (!TryNumber(query["count"], Usual, out var count)) problem = "The count parameter must be greater than or equal to 0";
        else if (!TryNumber(query.ContainsKey("start_index") ? query["start_index"] : query["startIndex"], 1, out var start))
            problem = "The start_index parameter must be greater than or equal to 0";
        else if (!TrySort(query["sort_by"], sortable, out var sort)) problem = $"The sort_by parameter knows {string.Join(", ", sortable)}";
        else paging = new Paging(Math.Max(start, 1), Math.Min(count, Most), sort);
        return paging is not null;
    }

    private static bool TryNumber(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TrySort(string? text, string[] sortable, out Sort? sort)
    {
        sort = null;
        if (string.IsNullOrEmpty(text)) return true;
        var parts = text.Split(':');
        if (parts.Length > 2 || !sortable.Contains(parts[0]) || (parts.Length == 2 && parts[1] is not ("asc" or "desc"))) return false;
        sort = new Sort(parts[0], parts.Length == 2 && parts[1] == "desc");
        return true;
    }
}
