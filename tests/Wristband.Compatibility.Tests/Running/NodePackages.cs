using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Running;

/// <summary>The apps of this project beside the packages that npm installs for them, in artifacts/compatibility.</summary>
internal static class NodePackages
{
    public static string Folder { get; } = Repository.Folder("artifacts/compatibility");

    /// <summary>Installs the guests' packages and the resolver that knows *.localhost.</summary>
    public static async Task InstallAsync()
    {
        var folder = await InstallAsync(".");
        File.Copy(Repository.Folder("eng/resolve-localhost.cjs"), Path.Combine(folder, "resolve-localhost.cjs"), overwrite: true);
    }

    /// <summary>
    /// Copies a folder of apps and installs what its package-lock.json pins, unless exactly that is there. Returns where.
    /// </summary>
    public static async Task<string> InstallAsync(string app)
    {
        var folder = Directory.CreateDirectory(Path.GetFullPath(Path.Combine(Folder, app))).FullName;
        foreach (var file in Directory.GetFiles(Repository.Folder($"tests/Wristband.Compatibility.Tests/apps/{app}")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);

        var wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        var marker = Path.Combine(folder, "node_modules", ".installed");
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker) == wanted) return folder;
        await ChildProcess.RunAsync(new Launch("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], folder));
        await File.WriteAllTextAsync(marker, wanted);
        return folder;
    }
}
