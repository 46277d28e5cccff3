using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>An error id in a log leads to a paragraph that says what to do.</summary>
public partial class ErrorIdsTests
{
    private const string Document = "docs/errors.md";

    [Fact]
    public void Every_error_id_is_documented_and_every_documented_id_exists() =>
        Check(Sources(), SourceTree.Named(Document).SingleOrDefault()?.Text ?? "").ShouldBeNone();

    [Theory]
    [InlineData("\"WB2001: a\"", "### WB2002\nb", "WB2001 (src/A.cs) is not in")]
    [InlineData("\"WB2001: a\"", "### WB2002\nb", "WB2002 is in docs/errors.md and not in the code")]
    [InlineData("\"WB2001: a\"", "Mentions WB2001 only.", "WB2001 (src/A.cs) is not in")]
    [InlineData("\"WB2001: a\"", "### WB2001\n### WB2001", "WB2001 is twice in")]
    public void An_undocumented_or_forgotten_id_can_fail(string code, string document, string problem) =>
        Check([Planted.File("src/A.cs", code)], document).ShouldReport(problem);

    [Fact]
    public void An_id_of_two_products_can_fail() =>
        Check([Planted.File("src/A/A.cs", "\"WB2001: a\""), Planted.File("src/B/B.cs", "\"WB2001: b\"")], "### WB2001")
            .ShouldReport("WB2001 is an id of A, B");

    private static List<SourceFile> Sources() =>
        SourceTree.Named(".cs", ".cshtml").Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal)).ToList();

    private static IEnumerable<string> Check(IReadOnlyCollection<SourceFile> sources, string document)
    {
        var thrown = sources.SelectMany(f => InText().Matches(f.Text).Select(m => (Id: m.Value, f.Path))).Distinct()
            .ToLookup(t => t.Id, t => t.Path);
        var documented = Heading().Matches(document).Select(m => m.Groups["id"].Value).ToList();
        return
        [
            .. thrown.Where(t => !documented.Contains(t.Key))
                .Select(t => $"{t.Key} ({t.First()}) is not in {Document}. Add a heading '### {t.Key}' and what to do."),
            .. documented.Where(id => !thrown.Contains(id)).Select(id => $"{id} is in {Document} and not in the code."),
            .. documented.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => $"{g.Key} is twice in {Document}."),
            .. thrown.Select(t => (t.Key, Projects: t.Select(path => path.Split('/')[1]).Distinct().ToList()))
                .Where(t => t.Projects.Count > 1)
                .Select(t => $"{t.Key} is an id of {string.Join(", ", t.Projects)}. One id names one error; renumber one."),
        ];
    }

    [GeneratedRegex(@"\bWB[0-9]{4}\b")]
    private static partial Regex InText();

    [GeneratedRegex(@"^#+ (?<id>WB[0-9]{4})\b", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
