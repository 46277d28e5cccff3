using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>Each requirement has a test that carries its id; the page that says so is made from the tests.</summary>
public partial class SecurityRequirementsTests
{
    private const string Document = "docs/security-requirements.md";

    private static readonly Lazy<ILookup<string, Proof>> Proofs = new(() => In(Tests()).ToLookup(p => p.Id));

    private sealed record Proof(string Id, string Class, string? Test, string Path);

    [Fact]
    public void Every_requirement_has_a_test_that_carries_its_id() => Missing(Proofs.Value).ShouldBeNone();

    [Fact]
    public void The_page_is_made_from_the_tests()
    {
        var text = new StringBuilder("""
            # Security requirements

            What has to hold, and the tests that fail when it does not. A test carries the ids of the requirements that it proves,
            in its name or in a comment on it; a requirement without one fails the build. Generated: `APPROVE=1 make test` writes it
            anew.

            """);
        foreach (var (heading, rows) in SecurityRequirements.All)
        {
            text.Append($"\n## {heading}\n\n| id | requirement | tests |\n|---|---|---|\n");
            foreach (var (id, requirement) in rows) text.Append($"| {id} | {requirement} | {Links(Proofs.Value[id])} |\n");
        }

        text.ToString().ShouldBeTheFile(Document);
    }

    [Fact]
    public void A_requirement_without_a_test_can_fail() =>
        Missing(In([Planted.File("tests/A/ATests.cs", "class ATests { /* S-01 */ [Fact] void B() { } }")]).ToLookup(p => p.Id))
        .ShouldReport("S-02 (Hosts and addresses");

    [Fact]
    public void An_id_that_no_test_carries_can_fail() =>
        In([Planted.File("tests/A/ATests.cs", "// S-01\nclass Data { string s = \"S-01\"; void B() { } }")]).ShouldBeEmpty();

    [Theory]
    [InlineData("class ATests { [Fact] void S07_a() { } }", "S-07")]
    [InlineData("class ATests {\n// S-07, B0\n[Theory] void A() { } }", "S-07")]
    [InlineData("/// <summary>S-07</summary>\nclass ATests { [Fact] void A() { } }", "S-07")]
    [InlineData("/// <summary>S-05 to S-08</summary>\nclass ATests { [Fact] void A() { } }", "S-07")]
    public void An_id_counts_in_a_name_a_comment_and_a_range(string code, string id) =>
        In([Planted.File("tests/A/ATests.cs", code)]).Select(p => p.Id).ShouldContain(id);

    private static IEnumerable<string> Missing(ILookup<string, Proof> proofs) =>
        from part in SecurityRequirements.All
        from row in part.Rows
        where !proofs[row.Id].Any()
        select $"{row.Id} ({row.Text}) has no test. Put the id into the name of a test, or into a comment on it.";

    private static IEnumerable<SourceFile> Tests() =>
        SourceTree.CSharp.Where(
            f => f.Path.StartsWith("tests/", StringComparison.Ordinal)
                && !f.Path.EndsWith(nameof(SecurityRequirementsTests) + ".cs", StringComparison.Ordinal));

    private static IEnumerable<Proof> In(IEnumerable<SourceFile> files) =>
        from file in files
        from type in file.Nodes<ClassDeclarationSyntax>()
        let tests = type.Members.OfType<MethodDeclarationSyntax>().Where(IsTest).ToList()
        where tests.Count > 0
        from proof in Ids(type.GetLeadingTrivia().ToFullString()).Select(id => new Proof(id, type.Identifier.Text, null, file.Path))
            .Concat(from test in tests
                    from id in Ids(test.ToFullString())
                    select new Proof(id, type.Identifier.Text, test.Identifier.Text, file.Path))
        select proof;

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory");

    private static IEnumerable<string> Ids(string text)
    {
        var ranges = from match in Range().Matches(text)
                     from number in Enumerable.Range(Number(match, "from"), Math.Max(0, Number(match, "to") - Number(match, "from") + 1))
                     select $"{match.Groups["kind"].Value}-{number:00}";
        var single = Id().Matches(text).Select(m => $"{m.Groups["kind"].Value}-{m.Groups["number"].Value}");
        return single.Concat(ranges).Distinct();
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static string Links(IEnumerable<Proof> proofs) => string.Join("<br>", proofs
        .GroupBy(p => (p.Path, p.Class)).OrderBy(g => g.Key.Path, StringComparer.Ordinal)
        .Select(g => $"[{g.Key.Class}](../{g.Key.Path}){Names(g)}"));

    private static string Names(IEnumerable<Proof> proofs)
    {
        var names = proofs.Select(p => p.Test).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : ": " + string.Join(", ", names.Select(n => n.Replace('_', ' ')));
    }

    [GeneratedRegex(@"(?<![A-Za-z])(?<kind>S|G|DM)-?(?<number>\d\d)(?!\d)")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b(?<kind>S|G|DM)-(?<from>\d\d) to \k<kind>-(?<to>\d\d)\b")]
    private static partial Regex Range();
}
