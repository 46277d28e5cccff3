namespace Wristband.Rules.Tests.Code;

/// <summary>Every rule answers with a list of violations, one readable line each.</summary>
internal static class Violations
{
    public static void ShouldBeNone(this IEnumerable<string> violations)
    {
        var all = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        if (all.Count > 0) throw new ShouldAssertException($"{all.Count} violation(s):\n  {string.Join("\n  ", all)}");
    }

    /// <summary>For twins: the rule found what was planted.</summary>
    public static void ShouldReport(this IEnumerable<string> violations, string text)
    {
        var all = violations.ToList();
        if (!all.Any(v => v.Contains(text, StringComparison.Ordinal)))
            throw new ShouldAssertException($"The rule did not report '{text}'. It reported:\n  {string.Join("\n  ", all)}");
    }
}
