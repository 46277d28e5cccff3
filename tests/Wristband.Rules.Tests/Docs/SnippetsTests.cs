using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>
/// C# in the documents is C# that compiles: a block that starts with <c>```csharp snippet=Name</c> equals the region
/// <c>#region snippet Name</c> of a file that is built. Decisions are history and left alone.
/// </summary>
public partial class SnippetsTests
{
    [Fact]
    public void Every_CSharp_block_in_the_documents_is_compiled_code() => Check(Documents(), SourceTree.CSharp).ShouldBeNone();

    [Theory]
    [InlineData("```csharp\nvar a = 1;\n```", "names no snippet")]
    [InlineData("```cs snippet=A\nvar a = 1;\n```", "write 'csharp'")]
    [InlineData("```csharp snippet=Missing\nvar a = 1;\n```", "no region 'snippet Missing'")]
    [InlineData("```csharp snippet=A\nvar a = 2;\n```", "differs from the region 'snippet A'")]
    [InlineData("no block at all", "src/A.cs: the region 'snippet A' is in no document")]
    public void A_block_that_is_not_compiled_can_fail(string document, string problem) =>
        Check([Planted.File("docs/a.md", document)], [Planted.File("src/A.cs", Region)]).ShouldReport(problem);

    [Fact]
    public void An_equal_block_passes_whatever_the_region_is_indented() =>
        Check([Planted.File("docs/a.md", "```csharp snippet=A\nvar a = 1;\nif (a == 1)\n    return;\n```")],
            [Planted.File("src/A.cs", Region)]).ShouldBeNone();

    private const string Region =
        "class A\n{\n    void B()\n    {\n        #region snippet A\n        var a = 1;\n        if (a == 1)\n            return;\n      " +
            "  #endregion\n    }\n}";

    private static List<SourceFile> Documents() =>
        SourceTree.Named(".md").Where(f => !f.Path.StartsWith("docs/decisions/", StringComparison.Ordinal)).ToList();

    private static IEnumerable<string> Check(IEnumerable<SourceFile> documents, IEnumerable<SourceFile> code)
    {
        var regions = code.SelectMany(
            f => RegionBlock().Matches(f.Text).Select(m => (f.Path, Name: m.Groups["name"].Value, Text: Dedent(m.Groups["text"].Value))))
            .ToDictionary(r => r.Name);
        var used = new HashSet<string>();
        foreach (var document in documents)
        {
            foreach (Match block in Fence().Matches(document.Text))
            {
                var (language, name) = (block.Groups["language"].Value, block.Groups["name"].Value);
                used.Add(name);
                if (language != "csharp") yield return $"{document.Path}: write 'csharp', not '{language}', so that the block is checked.";
                else if (name.Length == 0)
                    yield return $"{document.Path}: a C# block names no snippet: {block.Groups["text"].Value.Split('\n')[0]}";
                else if (!regions.TryGetValue(name, out var region)) yield return $"{document.Path}: there is no region 'snippet {name}'.";
                else if (region.Text != Dedent(block.Groups["text"].Value))
                    yield return $"{document.Path}: the block differs from the region 'snippet {name}' of {region.Path}:\n{region.Text}";
            }
        }
        foreach (var region in regions.Values.Where(r => !used.Contains(r.Name)))
            yield return $"{region.Path}: the region 'snippet {region.Name}' is in no document.";
    }

    private static string Dedent(string text)
    {
        var lines = text.Trim('\n').Split('\n').Select(l => l.TrimEnd()).ToList();
        var indent = lines.Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..])).Trim('\n');
    }

    [GeneratedRegex(
        @"^```(?<language>csharp|cs|c#|C#)\b[ \t]*(?:snippet=(?<name>\w+))?[^\n]*\n(?<text>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"^[ \t]*#region snippet (?<name>\w+)[ \t]*\n(?<text>.*?)^[ \t]*#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex RegionBlock();
}
