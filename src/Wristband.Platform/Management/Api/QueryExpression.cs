using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace Wristband.Platform.Management.Api;

/// <summary>
/// name sw "app:" and (type eq "CUSTOM" or id in ("a", "b")): "and" binds tighter than "or", words are compared without regard to case, and
/// values stand in double quotes. Read by recursive descent into a predicate over whitelisted fields (P-54).
/// </summary>
internal sealed class QueryExpression<T> where T : class
{
    private const int Longest = 4000;
    private const int MostTerms = 50;
    private const int MostValues = 100;
    private const int Deepest = 10;
    private readonly ParameterExpression _row = Expression.Parameter(typeof(T), "row");
    private readonly Attributes<T> _attributes;
    private readonly List<QueryToken> _tokens;
    private int _at;
    private int _terms;

    private QueryExpression(List<QueryToken> tokens, Attributes<T> attributes) => (_tokens, _attributes) = (tokens, attributes);

    private QueryToken Next => _at < _tokens.Count ? _tokens[_at] : QueryToken.End;

    public static bool TryParse(
        string text, Attributes<T> attributes, [NotNullWhen(true)] out Expression<Func<T, bool>>? filter,
        [NotNullWhen(false)] out string? problem)
    {
        filter = null;
        problem = null;
        try
        {
            if (text.Length > Longest) throw new QueryProblemException($"is longer than {Longest} characters");
            var expression = new QueryExpression<T>(QueryToken.Split(text), attributes);
            var body = expression.Or(depth: 0);
            if (expression.Next.Kind != QueryTokenKind.End) throw new QueryProblemException($"goes on with '{expression.Next.Text}'");
            filter = Expression.Lambda<Func<T, bool>>(body, expression._row);
            return true;
        }
        catch (QueryProblemException wrong)
        {
            problem = $"The query parameter {wrong.Message}";
            return false;
        }
    }

    private Expression Or(int depth)
    {
        var left = And(depth);
        while (TryTake("or")) left = Expression.OrElse(left, And(depth));
        return left;
    }

    private Expression And(int depth)
    {
        var left = Term(depth);
        while (TryTake("and")) left = Expression.AndAlso(left, Term(depth));
        return left;
    }

    private Expression Term(int depth)
    {
        if (depth > Deepest) throw new QueryProblemException($"has more than {Deepest} parentheses inside each other");
        if (!TryTake(QueryTokenKind.Open)) return Comparison();
        var inner = Or(depth + 1);
        return TryTake(QueryTokenKind.Close) ? inner : throw new QueryProblemException("misses a closing parenthesis");
    }

    private Expression Comparison()
    {
        if (++_terms > MostTerms) throw new QueryProblemException($"has more than {MostTerms} comparisons");
        var name = Take(QueryTokenKind.Word, "a field");
        var comparison = Take(QueryTokenKind.Word, "an operator").ToLowerInvariant();
        var values = comparison is "in" or "nin" ? Values() : [Value()];
        var attribute = _attributes.Find(name) ?? throw new QueryProblemException($"knows {_attributes.Known}, and not '{name}'");
        return attribute.Compare(_row, comparison, values)
            ?? throw new QueryProblemException($"cannot compare {name} by '{comparison}' with this value");
    }

    private List<string> Values()
    {
        if (!TryTake(QueryTokenKind.Open)) throw new QueryProblemException("misses the parenthesis of a list");
        var values = new List<string> { Value() };
        while (TryTake(QueryTokenKind.Comma)) values.Add(Value());
        if (values.Count > MostValues) throw new QueryProblemException($"has a list of more than {MostValues} values");
        return TryTake(QueryTokenKind.Close) ? values : throw new QueryProblemException("misses the end of a list");
    }

    // Yes and no need no quotes.
    private string Value() => Next is { Kind: QueryTokenKind.Word, Text: "true" or "false" }
        ? Take(QueryTokenKind.Word, "a value")
        : Take(QueryTokenKind.Value, "a value in double quotes");

    private string Take(QueryTokenKind kind, string what)
    {
        if (Next.Kind != kind) throw new QueryProblemException($"misses {what}");
        return _tokens[_at++].Text;
    }

    private bool TryTake(QueryTokenKind kind)
    {
        if (Next.Kind != kind) return false;
        _at++;
        return true;
    }

    private bool TryTake(string word)
    {
        if (Next.Kind != QueryTokenKind.Word || !Next.Text.Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        _at++;
        return true;
    }
}
