using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace Wristband.EndToEnd.Tests.Packages;

/// <summary>What has to be in a package, and what may not.</summary>
internal static class PackageRules
{
    /// <summary>The SDK takes none beyond ASP.NET Core's own, and neither do its users' tests.</summary>
    /// <summary>
    /// Each dependency becomes one of every application. DistributedLock.Core holds only the interface that locks are taken by.
    /// </summary>
    private static readonly string[] MayDependOn =
        ["DistributedLock.Core", "Microsoft.AspNetCore.", "Microsoft.IdentityModel.", "Wristband."];

    public static IEnumerable<string> Problems(string package, string version, ZipArchive content, ZipArchive symbols, string root) =>
    [
        .. Nuspec(package, version, content), .. Dependencies(package, content, root), .. Readme(package, content),
        .. Documentation(package, content), .. Files(package, content),
        .. Code(package, content, symbols, root),
    ];

    private static IEnumerable<string> Nuspec(string package, string version, ZipArchive content)
    {
        if (content.GetEntry(package + ".nuspec") is not { } entry) return ["There is no nuspec."];
        var metadata = XDocument.Parse(Text(entry)).Root!.Elements().First();
        return
        [
            .. Expect(metadata, "id", package), .. Expect(metadata, "version", version), .. Expect(metadata, "license", "MIT"),
            .. Expect(metadata, "readme", "README.md"),
            .. Value(metadata, "description") is { Length: > 60 and < 400 }
                ? Array.Empty<string>()
                : ["The description is missing, too short or too long."],
            .. Value(metadata, "tags").Split(' ') is { Length: >= 4 } tags && tags.Contains("wristband")
                ? Array.Empty<string>()
                : ["There are too few tags."],
            .. Element(metadata, "repository")?.Attribute("commit")?.Value.Length == 40
                ? Array.Empty<string>()
                : ["The nuspec names no commit."],
            .. metadata.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value)
                .Where(id => !MayDependOn.Any(allowed => id.StartsWith(allowed, StringComparison.Ordinal)))
                .Select(id => $"{id} is a dependency."),
        ];
    }

    /// <summary>
    /// Versions that are pinned for this repository get into packages, but not to who references the project: they would build
    /// against another version than we did. What a package depends on is said by its project, or by one that it references.
    /// </summary>
    private static IEnumerable<string> Dependencies(string package, ZipArchive content, string root)
    {
        if (content.GetEntry(package + ".nuspec") is not { } entry) return [];
        var said = Said(package, root).ToHashSet();
        return XDocument.Parse(Text(entry)).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value)
            .Where(id => !said.Contains(id)).Select(id => $"The project does not say that {id} is a dependency.");
    }

    private static IEnumerable<string> Said(string project, string root)
    {
        var items = XDocument.Load(Path.Combine(root, "src", project, project + ".csproj")).Descendants()
            .Where(e => e.Attribute("Include") is not null).ToList();
        var projects = items.Where(i => i.Name.LocalName == "ProjectReference")
            .Select(i => Path.GetFileNameWithoutExtension(i.Attribute("Include")!.Value)).ToList();
        return items.Where(i => i.Name.LocalName == "PackageReference").Select(i => i.Attribute("Include")!.Value)
            .Concat(projects).Concat(projects.SelectMany(p => Said(p, root)));
    }

    private static IEnumerable<string> Readme(string package, ZipArchive content)
    {
        if (content.GetEntry("README.md") is not { } entry) return ["There is no README.md."];
        var text = Text(entry);
        return
        [
            .. text.StartsWith($"# {package}\n", StringComparison.Ordinal)
                ? Array.Empty<string>()
                : ["README.md does not begin with the package's name."],
            .. text.Replace("](https://", "", StringComparison.Ordinal).Contains("](", StringComparison.Ordinal)
                ? ["README.md links into the repository; who reads it in a package has none."]
                : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> Documentation(string package, ZipArchive content) =>
        content.GetEntry($"lib/net10.0/{package}.xml") is { } xml && XDocument.Parse(Text(xml)).Descendants("member").Any()
            ? []
            : ["There is no XML documentation."];

    private static IEnumerable<string> Files(string package, ZipArchive content) => content.Entries.Select(e => e.FullName)
        .Where(name => name.StartsWith("lib/", StringComparison.Ordinal))
        // Beside the library stand its words in other languages.
        .Where(name => Path.GetFileNameWithoutExtension(name) is var file && file != package && file != package + ".resources")
        .Select(name => $"{name} does not belong here.");

    private static IEnumerable<string> Code(string package, ZipArchive content, ZipArchive symbols, string root)
    {
        if (content.GetEntry($"lib/net10.0/{package}.dll") is not { } dll) return ["There is no code."];
        var bytes = Bytes(dll);
        using var code = new PEReader(new MemoryStream(bytes));
        return
        [
            .. code.ReadDebugDirectory().Any(d => d.Type == DebugDirectoryEntryType.Reproducible)
                ? Array.Empty<string>()
                : ["The code was not built deterministically."],
            .. Encoding.UTF8.GetString(bytes).Contains(root, StringComparison.Ordinal)
                ? [$"The code names the folder {root} in which it was built."] : Array.Empty<string>(),
            .. symbols.GetEntry($"lib/net10.0/{package}.pdb") is { } pdb ? Sources(Bytes(pdb)) : ["There are no symbols."],
        ];
    }

    /// <summary>Every source file lies in the symbols, under a name that is the same wherever it was built.</summary>
    private static List<string> Sources(byte[] pdb)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        var reader = provider.GetMetadataReader();
        var embedded = new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
        var withSource = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(i => reader.GetGuid(i.Kind) == embedded)
            .Select(i => i.Parent).ToHashSet();
        return reader.Documents.Select(
            handle => (Name: reader.GetString(reader.GetDocument(handle).Name), HasSource: withSource.Contains(handle)))
            .Where(d => !d.HasSource || !d.Name.StartsWith("/_/", StringComparison.Ordinal))
            .Select(d => $"The symbols have no source of {d.Name}, or name the folder in which it was built.").ToList();
    }

    private static IEnumerable<string> Expect(XElement metadata, string name, string value) =>
        Value(metadata, name) == value
            ? []
            : [$"The nuspec's {(name == "license" ? "licence" : name)} is '{Value(metadata, name)}', not '{value}'."];

    private static string Value(XElement metadata, string name) => Element(metadata, name)?.Value ?? "";

    private static XElement? Element(XElement metadata, string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static string Text(ZipArchiveEntry entry) => Encoding.UTF8.GetString(Bytes(entry)).TrimStart('\uFEFF').ReplaceLineEndings("\n");

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
