using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>A setting that a document names exists. The approved list of keys is the truth; ConfigurationKeysTests keeps it so.</summary>
public partial class SettingsTests
{
    private const string Keys = "tests/Wristband.Rules.Tests/Approved/ConfigurationKeys.approved.txt";

    [Fact]
    public void Every_setting_that_a_document_names_exists() =>
        Check(SourceTree.Named(".md"), SourceTree.Named(Keys).Single().Text).ShouldBeNone();

    [Theory]
    [InlineData("Set `Platform:DataDir`.", "Platform:DataDir")]
    [InlineData("Set `Platform__Sessions__Idl`.", "Platform:Sessions:Idl")]
    [InlineData("Set `Wristband:ClientID`.", "Wristband:ClientID")]
    public void A_setting_that_does_not_exist_can_fail(string document, string key) =>
        Check([Planted.File("docs/a.md", document)],
            "Platform:DataDirectory = .data\nPlatform:Sessions:Idle = 1\nWristband:ClientId = (none)\n").ShouldReport(key);

    [Fact]
    public void Sections_items_and_keys_that_exist_pass() =>
        Check([Planted.File("docs/a.md", "`Platform:Sessions`, `Platform:Origins:0`, `Platform__Origins__0`, `Platform:Sessions:Idle`")],
            "Platform:Sessions:Idle = 1\nPlatform:Origins:* = (none)\n").ShouldBeNone();

    private static IEnumerable<string> Check(IEnumerable<SourceFile> documents, string keys)
    {
        var known = keys.Split('\n').Select(line => line.Split(" = ")[0].Trim()).ToList();
        return from document in documents
               from match in Setting().Matches(document.Text)
               let key = match.Value.Replace("__", ":", StringComparison.Ordinal)
               let pattern = Number().Replace(key, ":*")
               where !known.Any(k => k == key || k == pattern || k.StartsWith(pattern + ":", StringComparison.Ordinal))
               select $"{document.Path} names the setting {key}, which does not exist.";
    }

    [GeneratedRegex(@"\b(?:Platform|Wristband)(?:(?::|__)[A-Za-z0-9]+)+")]
    private static partial Regex Setting();

    [GeneratedRegex(@":[0-9]+(?=:|$)")]
    private static partial Regex Number();
}
