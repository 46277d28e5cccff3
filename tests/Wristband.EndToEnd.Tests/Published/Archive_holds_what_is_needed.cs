using System.Diagnostics;
using System.Text.Json;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Published;

/// <summary>What an operator unpacks, and the list of it that comes along.</summary>
public class Archive_holds_what_is_needed(PublishedPlatform published)
{
    [Fact]
    public async Task XE9_the_program_its_unit_and_nothing_of_development()
    {
        var program = await published.ProgramAsync();
        var files = Directory.GetFiles(program, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(program, f)).ToList();

        foreach (var needed in (string[])["Wristband.Platform", "appsettings.json", "wwwroot/platform.css", "LICENSE", "README.md",
            "sbom.cdx.json", "systemd/wristband-platform.service", "systemd/environment.example", "de/Wristband.Platform.resources.dll"])
            files.ShouldContain(needed);
        files.ShouldNotContain(file => file.EndsWith(".pdb", StringComparison.Ordinal) || file.Contains("Development")
            || file.EndsWith("seed.json", StringComparison.Ordinal) || file.EndsWith(".lock.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everybody_may_read_it_and_only_its_owner_may_change_it()
    {
        if (OperatingSystem.IsWindows()) return;
        var files = new DirectoryInfo(await published.ProgramAsync()).EnumerateFileSystemInfos("*", SearchOption.AllDirectories);

        foreach (var file in files)
        {
            file.UnixFileMode.HasFlag(UnixFileMode.OtherRead).ShouldBeTrue(file.FullName);
            (file.UnixFileMode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)).ShouldBe(UnixFileMode.None, file.FullName);
        }
    }

    [Fact]
    public async Task The_list_beside_it_names_every_package_and_the_runtime()
    {
        var archive = await published.ArchiveAsync();
        var list = File.ReadAllText(archive.Replace(".tar.gz", ".cdx.json"));
        var json = JsonDocument.Parse(list).RootElement;
        var named = json.GetProperty("components").EnumerateArray()
            .ToDictionary(c => $"{c.GetProperty("name").GetString()}/{c.GetProperty("version").GetString()}");

        list.ShouldBe(File.ReadAllText(Path.Combine(await published.ProgramAsync(), "sbom.cdx.json")));
        json.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
        json.GetProperty("metadata").GetProperty("component").GetProperty("name").GetString().ShouldBe("Wristband.Platform");
        var shipped = Shipped(await published.ProgramAsync()).ToList();
        shipped.Except(named.Keys).ShouldBeEmpty();
        // It warns who builds, and no file of it is shipped.
        named.Keys.Except(shipped).ShouldAllBe(name => name.StartsWith("Microsoft.EntityFrameworkCore.Analyzers/"));
        foreach (var (name, component) in named) component.TryGetProperty("licenses", out _).ShouldBeTrue(name);
        list.ShouldNotContain(Repository.Root);
    }

    [Fact]
    public async Task The_checksums_are_those_of_the_files()
    {
        var archive = await published.ArchiveAsync();
        var check = new ProcessStartInfo("sha256sum", ["--check", "--strict", archive.Replace(".tar.gz", ".sha256")])
        {
            WorkingDirectory = Path.GetDirectoryName(archive),
        };

        var (exitCode, output) = await ShellCommand.RunAsync(check);

        exitCode.ShouldBe(0, output);
        output.Split('\n').Count(line => line.EndsWith(": OK", StringComparison.Ordinal)).ShouldBe(2, output);
    }

    /// <summary>What the program itself says that it loads.</summary>
    private static IEnumerable<string> Shipped(string program) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(program, "Wristband.Platform.deps.json"))).RootElement
            .GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() is "package" or "runtimepack")
            .Select(library => library.Name.Replace("runtimepack.", "", StringComparison.Ordinal));
}
