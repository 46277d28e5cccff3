using System.Diagnostics;
using Wristband.EndToEnd.Tests.Running;

[assembly: AssemblyFixture(typeof(Wristband.EndToEnd.Tests.Published.PublishedPlatform))]

namespace Wristband.EndToEnd.Tests.Published;

/// <summary>
/// The archive as <c>make publish</c> makes it, once a run, and unpacked. Only the compilation ahead of time is left out: it takes longer
/// than everything else and changes no file's name.
/// </summary>
public sealed class PublishedPlatform : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-published-");
    private readonly Lazy<Task<string>> _archive;

    public PublishedPlatform() => _archive = new(PublishAsync);

    /// <summary>Completes when the archive is there; the result is its path.</summary>
    public Task<string> ArchiveAsync() => _archive.Value;

    /// <summary>Completes when the archive is unpacked; the result is the folder with the program.</summary>
    public async Task<string> ProgramAsync()
    {
        await ArchiveAsync();
        return Directory.GetDirectories(Path.Combine(_folder.FullName, "unpacked")).ShouldHaveSingleItem();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<string> PublishAsync()
    {
        var printed = await ShellCommand.RunScriptAsync("eng/publish.sh", new Dictionary<string, string>
        {
            ["OUTPUT"] = Path.Combine(_folder.FullName, "output"),
            ["READY_TO_RUN"] = "false",
        });
        var archive = printed.TrimEnd('\n').Split('\n')[^1];
        var unpacked = _folder.CreateSubdirectory("unpacked").FullName;
        var (exitCode, output) = await ShellCommand.RunAsync(new ProcessStartInfo("tar", ["-xzf", archive, "-C", unpacked]));
        exitCode.ShouldBe(0, output);
        return archive;
    }
}
