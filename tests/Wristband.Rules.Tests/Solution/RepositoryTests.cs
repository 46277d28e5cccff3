using System.Text.Json;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Solution;

public class RepositoryTests
{
    private const int MostReadmeLines = 120;

    [Fact]
    public void Any_SDK_of_NET_10_builds_the_repository() => Sdk(SourceTree.Named("global.json").Single().Text).ShouldBeNone();

    [Theory]
    [InlineData("""{ "sdk": { "version": "10.0.401", "rollForward": "latestFeature" } }""")]
    [InlineData("""{ "sdk": { "version": "10.0.100", "rollForward": "disable" } }""")]
    [InlineData("""{ "sdk": { "version": "10.0.100" } }""")]
    [InlineData("""{ "sdk": { "version": "10.0.100", "rollForward": "latestMajor" } }""")]
    public void A_pinned_SDK_can_fail(string json) => Sdk(json).ShouldReport("global.json");

    [Fact]
    public void The_readme_fits_a_screen_and_a_half() =>
        Readme(SourceTree.Named("README.md").SingleOrDefault(f => f.Path == "README.md")).ShouldBeNone();

    [Fact]
    public void A_long_or_missing_readme_can_fail()
    {
        Readme(null).ShouldReport("README.md is missing");
        Readme(Planted.File("README.md", new string('\n', 120) + "x")).ShouldReport("README.md has 121 lines");
    }

    [Fact]
    public void The_root_holds_what_everybody_looks_for() => Root(SourceTree.Named("").Select(f => f.Path).ToHashSet()).ShouldBeNone();

    [Fact]
    public void A_missing_licence_can_fail() => Root(["README.md"]).ShouldReport("LICENSE is missing");

    private static IEnumerable<string> Sdk(string json)
    {
        var sdk = JsonDocument.Parse(json).RootElement.GetProperty("sdk");
        if (sdk.GetProperty("version").GetString() != "10.0.100")
            yield return "global.json: the version must be 10.0.100, the first of .NET 10.";
        if (!sdk.TryGetProperty("rollForward", out var roll) || roll.GetString() is not ("latestFeature" or "latestMinor"))
            yield return "global.json: rollForward must be latestFeature, so that every SDK of .NET 10 is accepted.";
    }

    private static IEnumerable<string> Readme(SourceFile? readme)
    {
        if (readme is null) yield return "README.md is missing.";
        else if (readme.Lines.Count > MostReadmeLines)
            yield return $"README.md has {readme.Lines.Count} lines, {MostReadmeLines} are allowed. Move prose to docs/.";
    }

    private static IEnumerable<string> Root(HashSet<string> paths) =>
        new[] { "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "Makefile", ".env.example", ".ci/run",
            ".editorconfig" }
            .Where(name => !paths.Contains(name)).Select(name => $"{name} is missing.");
}
