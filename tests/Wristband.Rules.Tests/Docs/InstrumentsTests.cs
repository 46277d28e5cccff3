using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>
/// The instruments and spans that docs/observability.md lists are those that exist. The approved list is the truth;
/// Contracts/InstrumentsTests keeps it so.
/// </summary>
public partial class InstrumentsTests
{
    public const string Approved = "tests/Wristband.Rules.Tests/Approved/Instruments.approved.txt";
    private const string Document = "docs/observability.md";

    [Fact]
    public void The_document_lists_every_instrument_with_its_unit_and_every_span_and_no_other() =>
        Check(SourceTree.Named(Document).Single().Text, SourceTree.Named(Approved).Single().Text).ShouldBeNone();

    [Theory]
    [InlineData("| `wristband.a` | `{b}` |", "Wristband.AspNetCore CreateCounter wristband.a {c}", "wristband.a {c} is not in the table")]
    [InlineData("| `wristband.a` | `{b}` |", "Wristband.AspNetCore CreateCounter wristband.b {b}",
        "wristband.a {b} is in the table and does not exist")]
    [InlineData("wristband.a {b}", "Wristband.Platform CreateHistogram wristband.a s", "wristband.a s is not in the table")]
    [InlineData("| `take tea` | x |", "Wristband.Platform StartActivity make tea", "make tea is not in the table")]
    [InlineData("| `take {drink}` | x |", "Wristband.Platform StartActivity \"make \" + drink ActivityKind.Client",
        "take ... is in the table and does not exist")]
    public void A_forgotten_or_outdated_row_can_fail(string document, string approved, string problem) =>
        Check(document, approved).ShouldReport(problem);

    [Fact]
    public void What_is_in_both_passes() => Check(
        "| `wristband.a` | `{b}` | x |\n| `make {drink}` | x |\n| `set table` | x |",
        "P CreateCounter wristband.a {b}\nP StartActivity \"make \" + drink ActivityKind.Client\nP StartActivity set table").ShouldBeNone();

    private static IEnumerable<string> Check(string document, string approved)
    {
        var listed = Row().Matches(document).Select(m => $"{m.Groups["name"]} {m.Groups["unit"]}")
            .Concat(SpanRow().Matches(document).Select(m => Computed().Replace(m.Groups["name"].Value, "..."))).ToHashSet();
        var existing = Instrument().Matches(approved).Select(m => $"{m.Groups["name"]} {m.Groups["unit"]}")
            .Concat(Span().Matches(approved).Select(m =>
                m.Groups["literal"].Success ? m.Groups["literal"].Value + "..." : m.Groups["name"].Value)).ToHashSet();
        return [.. existing.Except(listed).Select(i => $"{i} is not in the table."), .. listed.Except(existing)
            .Select(i => $"{i} is in the table and does not exist.")];
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+(?:\.[a-z_]+)+)` \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `(?<name>[a-z]+ [a-z._]*(?:\{[a-z]+\})?)` \|", RegexOptions.Multiline)]
    private static partial Regex SpanRow();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Computed();

    [GeneratedRegex(@"^\S+ Create\w+ (?<name>\S+) (?<unit>\S+)", RegexOptions.Multiline)]
    private static partial Regex Instrument();

    [GeneratedRegex(
        @"^\S+ StartActivity (?:""(?<literal>[^""]*)"" \+ \S+|(?<name>[a-z._ ]+?))(?: ActivityKind\.\w+)?$", RegexOptions.Multiline)]
    private static partial Regex Span();
}
