using System.Diagnostics;
using System.Text.Json;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Solution;

public class LockFilesTests
{
    private static readonly string[] Registries =
        ["nuget.org", "npmjs.org", "npmjs.com", "yarnpkg.com", "pypi.org", "registry.", "artifactory", "pkgs."];

    [Fact]
    public void Every_project_has_a_committed_lock_file() =>
        Missing(SourceTree.Named(".csproj").Select(p => p.Folder), Committed()).ShouldBeNone();

    [Fact]
    public void A_project_without_a_lock_file_can_fail() =>
        Missing(["src/A", "src/B"], ["src/A/packages.lock.json"]).ShouldReport("src/B/packages.lock.json is not committed");

    [Fact]
    public void What_is_published_for_one_kind_of_machine_has_the_same_packages() =>
        Differing(SourceTree.Named(".lock.json")).ShouldBeNone();

    [Fact]
    public void A_lock_file_that_fell_behind_can_fail()
    {
        const string now = """{"dependencies":{"net10.0":{"A":{"resolved":"1.1.0"}}}}""";
        const string before = """{"dependencies":{"net10.0":{"A":{"resolved":"1.0.0"}},"net10.0/linux-x64":{}}}""";
        Differing([Planted.File("src/A/packages.lock.json", now), Planted.File("src/A/packages.linux-x64.lock.json", before)])
            .ShouldReport("src/A/packages.linux-x64.lock.json");
    }

    [Fact]
    public void No_file_that_configures_a_tool_names_a_package_registry() => Hosts(SourceTree.Named(
        ".lock.json", "package-lock.json", ".config", ".npmrc", ".props", ".targets", ".csproj", ".sh", ".yml", ".yaml", "Makefile",
        "Dockerfile", "run",
        "global.json", "dotnet-tools.json")).ShouldBeNone();

    [Theory]
    [InlineData("nuget.config", """<add key="feed" value="https://api.nuget.org/v3/index.json" />""")]
    [InlineData("tests/A/package-lock.json", "\"resolved\": \"https://registry.npmjs.org/a/-/a-1.0.0.tgz\"")]
    public void A_registry_can_fail(string path, string text) => Hosts([Planted.File(path, text)]).ShouldReport($"{path}:1");

    private static IEnumerable<string> Missing(IEnumerable<string> projectFolders, IReadOnlyCollection<string> committed) => projectFolders
        .Select(folder => folder + "/packages.lock.json").Where(path => !committed.Contains(path))
        .Select(path => $"{path} is not committed. Run 'dotnet restore' and add it.");

    private static IEnumerable<string> Differing(IReadOnlyCollection<SourceFile> locks) =>
        from file in locks
        where !file.Path.EndsWith("/packages.lock.json", StringComparison.Ordinal)
        where !Resolved(file).SetEquals(Resolved(locks.Single(l => l.Path == file.Folder + "/packages.lock.json")))
        select $"{file.Path} has other packages than packages.lock.json beside it. 'make lock' writes all of them.";

    private static HashSet<string> Resolved(SourceFile file) =>
        JsonDocument.Parse(file.Text).RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
        .Select(p => $"{p.Name} {(p.Value.TryGetProperty("resolved", out var version) ? version.GetString() : "")}").ToHashSet();

    private static IEnumerable<string> Hosts(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Index()
        where Registries.Any(host => line.Item.Contains(host, StringComparison.OrdinalIgnoreCase))
        select $"{file.Path}:{line.Index + 1} names a package registry. The machine's own configuration says where packages come from.";

    private static HashSet<string> Committed()
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["ls-files"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var paths = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        git.WaitForExit();
        return paths;
    }
}
