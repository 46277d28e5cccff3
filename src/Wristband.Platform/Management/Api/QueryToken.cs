using System.Text;

namespace Wristband.Platform.Management.Api;

internal enum QueryTokenKind
{
    Word,
    Value,
    Open,
    Close,
    Comma,
    End,
}

/// <summary>A piece of a query expression.</summary>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text)
{
    public static QueryToken End { get; } = new(QueryTokenKind.End, "");

    public static List<QueryToken> Split(string text)
    {
        var tokens = new List<QueryToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at])) at++;
            else tokens.Add(Read(text, ref at));
        }
        return tokens;
    }

    private static QueryToken Read(string text, ref int at)
    {
        switch (text[at])
        {
            case '(':
                at++;
                return new QueryToken(QueryTokenKind.Open, "(");
            case ')':
                at++;
                return new QueryToken(QueryTokenKind.Close, ")");
            case ',':
                at++;
                return new QueryToken(QueryTokenKind.Comma, ",");
            case '"':
                return Quoted(text, ref at);
            default:
                var start = at;
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_')) at++;
                if (at == start) throw new QueryProblemException($"has '{text[at]}' where nothing starts with it");
                return new QueryToken(QueryTokenKind.Word, text[start..at]);
        }
    }

    // A backslash takes the next character as it is.
    private static QueryToken Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return new QueryToken(QueryTokenKind.Value, value.ToString());
            }
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            if (char.IsControl(text[at])) throw new QueryProblemException("has a control character in a value");
            value.Append(text[at]);
        }
        throw new QueryProblemException("misses a closing quote");
    }
}

/// <summary>What is wrong with a query expression, as the end of a sentence about it.</summary>
internal sealed class QueryProblemException(string message) : Exception(message);
