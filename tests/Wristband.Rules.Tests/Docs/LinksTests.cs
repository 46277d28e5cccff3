using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

public partial class LinksTests
{
    [Fact]
    public void Every_relative_link_leads_somewhere() => Broken(SourceTree.Named(".md"), Exists).ShouldBeNone();

    [Theory]
    [InlineData("[a](missing.md)", "missing.md")]
    [InlineData("[a](../docs/missing/)", "../docs/missing/")]
    [InlineData("![picture](images/missing.png \"title\")", "images/missing.png")]
    [InlineData("[ref]: missing.md", "missing.md")]
    [InlineData("[a](#no-such-heading)", "#no-such-heading")]
    [InlineData("# Title\n[a](here.md#title-2)", "here.md#title-2")]
    public void A_broken_link_can_fail(string text, string link) =>
        Broken([Planted.File("docs/here.md", text)], path => path == "docs/here.md").ShouldReport(link);

    [Fact]
    public void Addresses_code_and_right_links_are_left_alone() =>
        Broken([Planted.File(
            "docs/here.md", "# The *big* `Title`, again!\n[a](https://example.com) [b](#the-big-title-again) `[c](d)`\n```\n[e](f)\n```")],
            _ => false).ShouldBeNone();

    private static bool Exists(string path) => File.Exists(Repository.Folder(path)) || Directory.Exists(Repository.Folder(path));

    private static IEnumerable<string> Broken(IReadOnlyCollection<SourceFile> files, Func<string, bool> exists)
    {
        var headings = files.ToDictionary(
            f => f.Path, f => Heading().Matches(WithoutCode(f.Text)).Select(m => Slug(m.Groups["text"].Value)).ToHashSet());
        return from file in files
               from match in Link().Matches(WithoutInlineCode(WithoutCode(file.Text)))
               let link = match.Groups["target"].Value
               where !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
               let parts = link.Split('#', 2)
               let path = parts[0].Length == 0 ? file.Path : Resolve(file.Folder, parts[0])
               where (parts[0].Length > 0 && !exists(path))
                   || (parts.Length == 2 && headings.TryGetValue(path, out var known) && !known.Contains(parts[1]))
               select $"{file.Path}: the link to {link} leads nowhere.";
    }

    private static string Resolve(string folder, string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, Uri.UnescapeDataString(path))))
            .Replace('\\', '/');

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    private static string WithoutInlineCode(string text) => Inline().Replace(text, "");

    /// <summary>The anchor that code hosts give a heading.</summary>
    private static string Slug(string heading) => NotInSlug().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"(?:\]\(|^\[[^\]]+\]:\s*)<?(?<target>[^)\s>]+)", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6}\s+(?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInSlug();
}
