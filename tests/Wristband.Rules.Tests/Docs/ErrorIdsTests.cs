using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>An error id in a log leads to a paragraph that says what to do, and to one place in the code.</summary>
public partial class ErrorIdsTests
{
    private const string Document = "docs/errors.md";

    /// <summary>Ids of one error that can be noticed in several places.</summary>
    private static readonly Dictionary<string, string> Shared = new()
    {
        ["WB2006"] = "refused at start with the other settings, and again where the key is read",
        ["WB3004"] = "a server ended: before it was ready, or later",
    };

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
    public void One_id_for_two_errors_can_fail() =>
        Check([Planted.File("src/A.cs", "\"WB2001: a\""), Planted.File("src/B.cs", "\"WB2001: b\"")], "### WB2001").ShouldReport("WB2001 is thrown in src/A.cs, src/B.cs");

    private static List<SourceFile> Sources() =>
        SourceTree.Named(".cs", ".cshtml").Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal)).ToList();

    private static IEnumerable<string> Check(IReadOnlyCollection<SourceFile> sources, string document)
    {
        var thrown = sources.SelectMany(f => InText().Matches(f.Text).Select(m => (Id: m.Value, f.Path))).Distinct().ToLookup(t => t.Id, t => t.Path);
        var documented = Heading().Matches(document).Select(m => m.Groups["id"].Value).ToList();
        return
        [
            .. thrown.Where(t => !documented.Contains(t.Key)).Select(t => $"{t.Key} ({t.First()}) is not in {Document}. Add a heading '### {t.Key}' and what to do."),
            .. documented.Where(id => !thrown.Contains(id)).Select(id => $"{id} is in {Document} and not in the code."),
            .. documented.GroupBy(id => id).Where(g => g.Count() > 1).Select(g => $"{g.Key} is twice in {Document}."),
            .. thrown.Where(t => t.Count() > 1 && !Shared.ContainsKey(t.Key)).Select(t => $"{t.Key} is thrown in {string.Join(", ", t)}. One id names one error; renumber one."),
        ];
    }

    [GeneratedRegex(@"\bWB[0-9]{4}\b")]
    private static partial Regex InText();

    [GeneratedRegex(@"^#+ (?<id>WB[0-9]{4})\b", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
