namespace Wristband.TestSupport;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Folder(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Wristband.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException("Wristband.slnx was not found above the test binaries.");
    }
}
