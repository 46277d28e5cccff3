using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>docs/parity.md compares the demo with its model row by row; every row names tests that exist.</summary>
public partial class ParityTests
{
    [Fact]
    public void Every_row_names_tests_that_exist() => Check(SourceTree.Named("docs/parity.md").Single(), SourceTree.CSharp).ShouldBeNone();

    [Theory]
    [InlineData("| theirs | ours | `SomeTests.Nothing_like_that` |", "names the test SomeTests.Nothing_like_that, which does not exist")]
    [InlineData("| theirs | ours | `SomeTests.Helper` |", "names the test SomeTests.Helper, which does not exist")]
    [InlineData("| theirs | ours | see there |", "names no test")]
    public void A_row_without_its_test_can_fail(string row, string problem) => Check(
        Planted.File("docs/parity.md", $"| a | b | proven by |\n|---|---|---|\n{row}\n"),
        [Planted.File("tests/A.Tests/SomeTests.cs", "class SomeTests { [Fact] public void It_works() { } public void Helper() { } }")])
            .ShouldReport(problem);

    [Fact]
    public void The_demo_is_made_of_short_files() => Long(DemoFiles()).ShouldBeNone();

    [Fact]
    public void A_long_file_of_the_demo_can_fail() =>
        Long([Planted.File("src/Wristband.DemoApp/a.css", string.Concat(Enumerable.Repeat("a {}\n", 151)))])
            .ShouldReport("a.css has 151 lines");

    private static IEnumerable<string> Check(SourceFile document, IEnumerable<SourceFile> code)
    {
        var tests = code.Where(f => f.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(f => f.Nodes<MethodDeclarationSyntax>())
            .Where(m => m.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory"))
            .Select(m => $"{(m.Parent as TypeDeclarationSyntax)?.Identifier.Text}.{m.Identifier.Text}").ToHashSet();
        foreach (var row in document.Lines.Where(
            line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal)
                && !line.EndsWith("proven by |", StringComparison.Ordinal)))
        {
            var named = TestName().Matches(row.TrimEnd('|', ' ').Split(" | ")[^1]).Select(m => m.Groups["name"].Value).ToList();
            if (named.Count == 0) yield return $"{document.Path} names no test in the row: {row}";
            foreach (var name in named.Where(n => !tests.Contains(n)))
                yield return $"{document.Path} names the test {name}, which does not exist.";
        }
    }

    private static IEnumerable<SourceFile> DemoFiles() => SourceTree.Named(".cs", ".cshtml", ".razor", ".js", ".css")
        .Where(f => f.Path.StartsWith(
            "src/Wristband.DemoApp/", StringComparison.Ordinal) && !f.Path.Contains("/Migrations/", StringComparison.Ordinal));

    private static IEnumerable<string> Long(IEnumerable<SourceFile> files) =>
        files.Where(f => f.Lines.Count > 150)
            .Select(f => $"{f.Path} has {f.Lines.Count} lines; people copy from the demo, so 150 are the most.");

    [GeneratedRegex(@"`(?<name>\w+\.\w+)`")]
    private static partial Regex TestName();
}
