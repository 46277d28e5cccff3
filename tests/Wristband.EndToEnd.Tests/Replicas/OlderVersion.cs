using System.Diagnostics;
using System.Formats.Tar;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Replicas;

/// <summary>The platform of the last release, built from its commit: what ran before this version came.</summary>
internal sealed class OlderVersion : IDisposable
{
    private const string Project = "src/Wristband.Platform";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-older-");

    public string Dll => Path.Combine(_folder.FullName, "artifacts/bin/Wristband.Platform/release/Wristband.Platform.dll");

    public string ContentRoot => Path.Combine(_folder.FullName, Project);

    /// <summary>Needs the history: a shallow clone has to fetch it first.</summary>
    public static async Task<OlderVersion> BuildAsync()
    {
        var older = new OlderVersion();
        var archive = Path.Combine(older._folder.FullName, "source.tar");
        var (exitCode, printed) = await ShellCommand.RunAsync(
            new ProcessStartInfo("git", ["archive", "--output", archive, LastRelease.Commit]) { WorkingDirectory = Repository.Root });
        exitCode.ShouldBe(0, printed);
        await TarFile.ExtractToDirectoryAsync(archive, older._folder.FullName, overwriteFiles: false);
        await DotnetCommand.RunAsync(older._folder.FullName, "build", Project, "--configuration", "Release", "--nologo");
        return older;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
