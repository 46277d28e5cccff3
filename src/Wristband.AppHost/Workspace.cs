namespace Wristband.AppHost;

/// <summary>Where things are: the repository, its build output and the local data directory.</summary>
internal sealed record Workspace(string Root, string BinaryRoot, string Configuration)
{
    public string DataDirectory => Path.Combine(Root, ".data");

    public string DemoSettingsFile => Path.Combine(DataDirectory, "demo.env");

    public string SeedFile => Path.Combine(Root, "src", "Wristband.Platform", "seed.json");

    /// <summary>The settings of a .env at the root; null when there is none and everything runs here.</summary>
    public Dictionary<string, string>? OwnSettings =>
        File.Exists(Path.Combine(Root, ".env")) ? EnvFile.Read(Path.Combine(Root, ".env")) : null;

    /// <summary>The same settings, and where the demo keeps its own data.</summary>
    public Dictionary<string, string> ForDemo(Dictionary<string, string> settings) =>
        new(settings) { ["Demo__DataDirectory"] = DataDirectory };

    public string Dll(string project) => Path.Combine(BinaryRoot, project, Configuration, project + ".dll");

    public string ContentRoot(string project) => Path.Combine(Root, "src", project);

    /// <summary>Build output is at {root}/artifacts/bin/{project}/{configuration}.</summary>
    public static Workspace Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var binaries = here.Parent?.Parent;
        var root = binaries?.Parent?.Parent;
        if (root is null || !File.Exists(Path.Combine(root.FullName, "Wristband.slnx")))
        {
            throw new StartException(
                "WB3001: The repository was not found. Start with 'make run' or 'dotnet run --project src/Wristband.AppHost'.");
        }
        return new Workspace(root.FullName, binaries!.FullName, here.Name);
    }
}
