namespace Wristband.Rules.Tests.Code;

/// <summary>The files of the repository that people write. Build output, generated migrations and local data are not among them.</summary>
internal static class SourceTree
{
    private static readonly HashSet<string> NotOurs = ["artifacts", "bin", "obj", "node_modules", ".git", ".data", ".vs", ".idea"];

    private static readonly Lazy<IReadOnlyList<SourceFile>> AllFiles = new(() =>
        Walk(new DirectoryInfo(Repository.Root)).OrderBy(f => f.Path, StringComparer.Ordinal).ToList());

    /// <summary>Every C# file of the products, without migrations.</summary>
    public static IReadOnlyList<SourceFile> Product =>
        CSharp.Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal)).ToList();

    /// <summary>Every C# file, tests included, without migrations.</summary>
    public static IReadOnlyList<SourceFile> CSharp =>
        AllFiles.Value.Where(
            f => f.Path.EndsWith(".cs", StringComparison.Ordinal) && !f.Path.Contains("/Migrations/", StringComparison.Ordinal)).ToList();

    /// <summary>Files whose name ends like one of these.</summary>
    public static IReadOnlyList<SourceFile> Named(params string[] endings) =>
        AllFiles.Value.Where(f => endings.Any(e => f.Path.EndsWith(e, StringComparison.Ordinal))).ToList();

    private static IEnumerable<SourceFile> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            if (!IsText(file)) continue;
            var path = Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/');
            yield return new SourceFile(path, File.ReadAllText(file.FullName).ReplaceLineEndings("\n"));
        }
        foreach (var file in folder.EnumerateDirectories().Where(d => !NotOurs.Contains(d.Name)).SelectMany(Walk)) yield return file;
    }

    private static bool IsText(FileInfo file) =>
        file.Extension is not (".png" or ".ico" or ".jpg" or ".woff2" or ".zip" or ".db" or ".pem" or ".key") && file.Length < 1_000_000;
}
