using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>
/// The instruments that the SDK's document lists are those that exist. The approved list is the truth; Contracts/InstrumentsTests
/// keeps it so.
/// </summary>
public partial class InstrumentsTests
{
    private const string Approved = "tests/Wristband.Rules.Tests/Approved/Instruments.approved.txt";

    [Fact]
    public void The_document_lists_every_instrument_with_its_unit_and_no_other() =>
        Check(SourceTree.Named("docs/sdk.md").Single().Text, SourceTree.Named(Approved).Single().Text).ShouldBeNone();

    [Theory]
    [InlineData("| `wristband.a` | `{b}` |", "Wristband.AspNetCore CreateCounter wristband.a {c}", "wristband.a {c} is not in the table")]
    [InlineData("| `wristband.a` | `{b}` |", "Wristband.AspNetCore CreateCounter wristband.b {b}",
        "wristband.a {b} is in the table and does not exist")]
    [InlineData("wristband.a {b}", "Wristband.AspNetCore CreateHistogram wristband.a s", "wristband.a s is not in the table")]
    public void A_forgotten_or_outdated_row_can_fail(string document, string approved, string problem) =>
        Check(document, approved).ShouldReport(problem);

    private static IEnumerable<string> Check(string document, string approved)
    {
        var listed = Row().Matches(document).Select(m => $"{m.Groups["name"]} {m.Groups["unit"]}").ToHashSet();
        var existing = Instrument().Matches(approved).Select(m => $"{m.Groups["name"]} {m.Groups["unit"]}").ToHashSet();
        return [.. existing.Except(listed).Select(i => $"{i} is not in the table."), .. listed.Except(existing)
            .Select(i => $"{i} is in the table and does not exist.")];
    }

    [GeneratedRegex(@"^\| `(?<name>wristband\.[a-z_.]+)` \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^Wristband\.AspNetCore Create\w+ (?<name>\S+) (?<unit>\S+)", RegexOptions.Multiline)]
    private static partial Regex Instrument();
}
