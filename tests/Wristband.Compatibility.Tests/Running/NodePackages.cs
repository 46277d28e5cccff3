using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Running;

/// <summary>The apps of this project beside the packages that npm installs for them, in artifacts/compatibility.</summary>
internal static class NodePackages
{
    public static string Folder { get; } = Repository.Folder("artifacts/compatibility");

    /// <summary>Installs what package-lock.json pins, unless exactly that is there.</summary>
    public static async Task InstallAsync()
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(Repository.Folder("tests/Wristband.Compatibility.Tests/apps"))) File.Copy(file, InFolder(file), overwrite: true);
        var resolver = Repository.Folder("eng/resolve-localhost.cjs");
        File.Copy(resolver, InFolder(resolver), overwrite: true);

        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        var marker = Path.Combine(Folder, "node_modules", ".installed");
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker) == wanted) return;
        await ChildProcess.RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], Folder);
        await File.WriteAllTextAsync(marker, wanted);
    }

    private static string InFolder(string file) => Path.Combine(Folder, Path.GetFileName(file));
}
