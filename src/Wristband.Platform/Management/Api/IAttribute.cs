using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Wristband.Platform.Management.Api;

/// <summary>A field that lists may be filtered and sorted by.</summary>
internal interface IAttribute<T>
{
    Order<T> OrderBy(bool descending);

    /// <summary>The comparison as a predicate; null when this field has no such comparison or no such value.</summary>
    /// <param name="row">The parameter of the predicate.</param>
    /// <param name="comparison">eq, ne, sw, lt, le, gt, ge, in or nin.</param>
    /// <param name="values">One value, or several for in and nin.</param>
    Expression? Compare(ParameterExpression row, string comparison, IReadOnlyList<string> values);
}

/// <summary>What all kinds of fields share.</summary>
internal abstract class Attribute<T, TKey>(Expression<Func<T, TKey>> of) : IAttribute<T>
{
    public virtual Order<T> OrderBy(bool descending) => new Order<T, TKey>(of, descending);

    public abstract Expression? Compare(ParameterExpression row, string comparison, IReadOnlyList<string> values);

    protected Expression On(ParameterExpression row) => new Put(of.Parameters[0], row).Visit(of.Body);

    /// <summary>A value that becomes a parameter of the statement instead of a part of its text.</summary>
    protected static Expression Parameter<TValue>(TValue value)
    {
        var holder = new Held<TValue>(value);
        return Expression.Property(Expression.Constant(holder), nameof(Held<TValue>.Value));
    }

    /// <summary>Equality with one value or membership in several; null for other comparisons.</summary>
    protected static Expression? Equality(Expression field, string comparison, IReadOnlyList<TKey> values) => comparison switch
    {
        "eq" => Expression.Equal(field, Parameter(values[0])),
        "ne" => Expression.NotEqual(field, Parameter(values[0])),
        "in" => Contains(field, values),
        "nin" => Expression.Not(Contains(field, values)),
        _ => null,
    };

    private static MethodCallExpression Contains(Expression field, IReadOnlyList<TKey> values) =>
        Expression.Call(Parameter(values.ToList()), typeof(List<TKey>).GetMethod(nameof(List<TKey>.Contains), [typeof(TKey)])!, field);

    private sealed record Held<TValue>(TValue Value);

    private sealed class Put(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }
}

internal sealed class TextAttribute<T>(Expression<Func<T, string?>> of, bool ignoreCase) : Attribute<T, string?>(of)
{
    private static readonly MethodInfo Lower = typeof(string).GetMethod(nameof(string.ToLower), [])!;
    private static readonly MethodInfo StartsWith = typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string)])!;
    private static readonly MethodInfo Order = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    public override Expression? Compare(ParameterExpression row, string comparison, IReadOnlyList<string> values)
    {
        // What has no text compares like an empty one.
        var field = Expression.Coalesce(On(row), Expression.Constant(""));
        Expression compared = ignoreCase ? Expression.Call(field, Lower) : field;
        List<string?> wanted = ignoreCase ? [.. values.Select(v => v.ToLowerInvariant())] : [.. values];
        if (Equality(compared, comparison, wanted) is { } equality) return equality;
        if (comparison == "sw") return Expression.Call(compared, StartsWith, Parameter(wanted[0]));
        var order = Expression.Call(Order, compared, Parameter(wanted[0]));
        var zero = Expression.Constant(0);
        return comparison switch
        {
            "lt" => Expression.LessThan(order, zero),
            "le" => Expression.LessThanOrEqual(order, zero),
            "gt" => Expression.GreaterThan(order, zero),
            "ge" => Expression.GreaterThanOrEqual(order, zero),
            _ => null,
        };
    }
}

internal sealed class ChoiceAttribute<T, TEnum>(Expression<Func<T, TEnum>> of) : Attribute<T, TEnum>(of) where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> Words =
        Enum.GetValues<TEnum>().ToDictionary(value => Wire.Name(value), StringComparer.OrdinalIgnoreCase);

    // A word that is none of them is nobody's: that is an empty answer, as for any other text.
    public override Expression? Compare(ParameterExpression row, string comparison, IReadOnlyList<string> values)
    {
        List<TEnum> wanted = [.. values.Where(Words.ContainsKey).Select(v => Words[v])];
        return comparison switch
        {
            "eq" or "in" => Equality(On(row), "in", wanted),
            "ne" or "nin" => Equality(On(row), "nin", wanted),
            _ => null,
        };
    }
}

internal sealed class FlagAttribute<T>(Expression<Func<T, bool>> of) : Attribute<T, bool>(of)
{
    public override Expression? Compare(ParameterExpression row, string comparison, IReadOnlyList<string> values) =>
        comparison is "eq" or "ne" && bool.TryParse(values[0], out var wanted) ? Equality(On(row), comparison, [wanted]) : null;
}

internal sealed class TimeAttribute<T>(Expression<Func<T, DateTimeOffset?>> of) : Attribute<T, DateTimeOffset?>(of)
{
    public override Expression? Compare(ParameterExpression row, string comparison, IReadOnlyList<string> values)
    {
        var wanted = new List<DateTimeOffset?>();
        foreach (var value in values)
        {
            if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return null;
            wanted.Add(time);
        }
        var field = On(row);
        return Equality(field, comparison, wanted) ?? comparison switch
        {
            "lt" => Expression.LessThan(field, Parameter(wanted[0])),
            "le" => Expression.LessThanOrEqual(field, Parameter(wanted[0])),
            "gt" => Expression.GreaterThan(field, Parameter(wanted[0])),
            "ge" => Expression.GreaterThanOrEqual(field, Parameter(wanted[0])),
            _ => null,
        };
    }
}
