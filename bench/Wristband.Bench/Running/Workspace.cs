namespace Wristband.Bench.Running;

/// <summary>Where things are: the repository, its Release builds, the peers, and this run's throw-away data.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wristband-bench-");

    public string Root { get; } = FindRoot();

    public string Bench => Path.Combine(Root, "bench");

    /// <summary>The peers with their installed packages, and the summary.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts", "bench");

    public string ContentRoot(string project) => Path.Combine(Root, "src", project);

    /// <summary>Build output lies beside ours: artifacts/bin/{project}/{configuration}.</summary>
    public string Dll(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
    }

    public string File(string name) => Path.Combine(_data.FullName, name);

    public string Folder(string name) => _data.CreateSubdirectory(name).FullName;

    /// <summary>The ASP.NET Core development certificate, with which the platform speaks TLS.</summary>
    public async Task<string> DevelopmentCertificateAsync()
    {
        var file = File("dev.pem");
        await Tool.RunAsync("dotnet", ["dev-certs", "https", "--export-path", file, "--format", "PEM", "--no-password"]);
        return file;
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Wristband.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException("Wristband.slnx was not found above the bench's binaries.");
    }
}
