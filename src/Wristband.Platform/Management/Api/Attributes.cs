using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace Wristband.Platform.Management.Api;

/// <summary>
/// By what a list may be filtered and sorted, and by nothing else (P-54). Names are compared without regard to case. The first one is how
/// the list is sorted when nobody asks; the one given to the constructor tells rows apart.
/// </summary>
internal sealed class Attributes<T>(Expression<Func<T, string>> id) where T : class
{
    private const int MostOrders = 5;
    private readonly Dictionary<string, IAttribute<T>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private Order<T>? _usual;

    /// <summary>What makes every order one of its own.</summary>
    public Order<T> Tie { get; } = new Order<T, string>(id, Descending: false);

    /// <summary>A text. Comparisons that ignore case do so for ASCII letters on every engine.</summary>
    public Attributes<T> Text(string name, Expression<Func<T, string?>> of, bool ignoreCase = false) =>
        Add(name, new TextAttribute<T>(of, ignoreCase));

    /// <summary>One of a few words.</summary>
    public Attributes<T> Choice<TEnum>(string name, Expression<Func<T, TEnum>> of) where TEnum : struct, Enum =>
        Add(name, new ChoiceAttribute<T, TEnum>(of));

    public Attributes<T> Flag(string name, Expression<Func<T, bool>> of) => Add(name, new FlagAttribute<T>(of));

    public Attributes<T> Time(string name, Expression<Func<T, DateTimeOffset?>> of) => Add(name, new TimeAttribute<T>(of));

    public IAttribute<T>? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads "name:desc,id".</summary>
    public bool TryOrder(string? text, out IReadOnlyList<Order<T>> orders, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        orders = _usual is null ? [] : [_usual];
        if (string.IsNullOrWhiteSpace(text)) return true;
        var asked = new List<Order<T>>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var words = part.Split(':');
            if (words.Length <= 2 && Find(words[0]) is { } attribute && words.ElementAtOrDefault(1) is null or "asc" or "desc"
                && asked.Count < MostOrders)
            {
                asked.Add(Find(words[0])!.OrderBy(words.ElementAtOrDefault(1) == "desc"));
                continue;
            }
            problem = $"The sort_by parameter knows {string.Join(", ", _byName.Keys)}, each with :asc or :desc, at most {MostOrders}";
            return false;
        }
        orders = asked;
        return true;
    }

    /// <summary>The names, for who asks for another.</summary>
    public string Known => string.Join(", ", _byName.Keys);

    private Attributes<T> Add(string name, IAttribute<T> attribute)
    {
        _byName.Add(name, attribute);
        _usual ??= attribute.OrderBy(descending: false);
        return this;
    }
}

/// <summary>One order of rows, which may come behind another.</summary>
internal abstract record Order<T>
{
    public abstract IOrderedQueryable<T> By(IQueryable<T> rows, IOrderedQueryable<T>? before);
}

internal sealed record Order<T, TKey>(Expression<Func<T, TKey>> Of, bool Descending) : Order<T>
{
    public override IOrderedQueryable<T> By(IQueryable<T> rows, IOrderedQueryable<T>? before) => (before, Descending) switch
    {
        (null, false) => rows.OrderBy(Of),
        (null, true) => rows.OrderByDescending(Of),
        (_, false) => before.ThenBy(Of),
        (_, true) => before.ThenByDescending(Of),
    };
}
