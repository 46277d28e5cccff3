using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Packages;

/// <summary>
/// What <c>dotnet new web</c> makes, outside of the repository, with the packed SDK and the README's lines as its Program.cs.
/// </summary>
internal sealed partial class NewApplication : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-new-");

    private NewApplication()
    {
    }

    public string Folder => _folder.FullName;

    public string Project => Path.Combine(Folder, "Shop");

    public static async Task<NewApplication> CreateAsync(PackedProducts products)
    {
        await products.ReadyAsync();
        var application = new NewApplication();
        // Beside the machine's own sources, not instead of them.
        File.WriteAllText(Path.Combine(application.Folder, "nuget.config"), new XElement("configuration", new XElement("packageSources",
            new XElement("add", new XAttribute("key", "packed"), new XAttribute("value", products.Feed)))).ToString());
        await DotnetCommand.RunAsync(application.Folder, "new", "web", "-o", "Shop", "-f", "net10.0", "--no-restore");
        File.WriteAllText(Path.Combine(application.Project, "Program.cs"), Lines());
        application.AddPackage("Shop", "Wristband.AspNetCore", products.Version);
        return application;
    }

    /// <summary>The README's sample.</summary>
    public static string Lines() => Snippet("README.md", "Start");

    public static string Snippet(string document, string name) =>
        Block().Matches(File.ReadAllText(Repository.Folder(document)).ReplaceLineEndings("\n"))
        .Single(m => m.Groups["name"].Value == name).Groups["lines"].Value.TrimEnd('\n');

    /// <summary>What <c>dotnet add package</c> writes.</summary>
    public void AddPackage(string project, string package, string version)
    {
        var file = Path.Combine(Folder, project, project + ".csproj");
        var content = XDocument.Load(file);
        content.Root!.Add(
            new XElement(
                "ItemGroup", new XElement("PackageReference", new XAttribute("Include", package), new XAttribute("Version", version))));
        content.Save(file);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex("^```csharp snippet=(?<name>\\w+)\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
