using System.Globalization;

namespace Wristband.Platform.Operations;

/// <summary>One thing that is wrong with a field. What the rule measures by is in the attributes, such as maxLength.</summary>
internal sealed record Violation(string Code, IReadOnlyDictionary<string, string>? Attributes = null);

/// <summary>What is wrong with a request, field by field, all of it at once.</summary>
internal sealed class Violations
{
    private readonly SortedDictionary<string, List<Violation>> _byField = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, List<Violation>> ByField => _byField;

    public bool Any => _byField.Count > 0;

    /// <summary>The refusal that says all this; null when nothing is wrong.</summary>
    public Refusal? Refusal => Any
        ? new Refusal("message_body_constraint_violations") { Message = "The request has values that break a rule.", Violations = this }
        : null;

    public static Refusal One(string field, string code)
    {
        var violations = new Violations();
        violations.Add(field, code);
        return violations.Refusal!;
    }

    public void Add(string field, string code, params (string Name, string Value)[] attributes)
    {
        if (!_byField.TryGetValue(field, out var list)) _byField[field] = list = [];
        list.Add(new Violation(code, attributes.Length == 0 ? null : attributes.ToDictionary(a => a.Name, a => a.Value)));
    }

    /// <summary>A text of one line that has to be there, of at most so many characters.</summary>
    public void Required(string field, string? value, int most)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(field, "not_blank");
        else if (value.Any(c => c is '\n' or '\r' or '\t' or '\u2028' or '\u2029')) Add(field, "invalid_characters");
        else Text(field, value, most);
    }

    /// <summary>A text that may be missing.</summary>
    public void Text(string field, string? value, int most)
    {
        if (value?.Length > most) Add(field, "too_long", ("maxLength", most.ToString(CultureInfo.InvariantCulture)));
        if (value?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) == true) Add(field, "invalid_characters");
    }

    /// <summary>A list that has at most so many members.</summary>
    public void Count(string field, IReadOnlyCollection<string>? list, int most)
    {
        if (list?.Count > most) Add(field, "too_many", ("maxSize", most.ToString(CultureInfo.InvariantCulture)));
    }
}
