using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Packages;

/// <summary>The README's promise: a new application and at most ten lines, and people sign in.</summary>
public sealed partial class Ten_lines(PackedProducts products) : IDisposable
{
    private const int Most = 10;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-ten-lines-");

    private string Project => Path.Combine(_folder.FullName, "Shop");

    [Fact]
    public async Task A_new_web_application_signs_people_in_with_the_lines_of_the_readme()
    {
        var lines = Readme();
        lines.Split('\n').Length.ShouldBeLessThanOrEqualTo(Most);
        await products.ReadyAsync();
        await using var installation = await Installation.StartWithoutDemoAsync();
        await MakeAsync(lines, installation.DemoSettings);

        await using var shop = await ServerProcess.StartAsync(
            Path.Combine(Project, "bin", "Debug", "net10.0", "Shop.dll"), Project, new Uri(installation.DemoUrl + "/api/auth/session"),
            HttpStatusCode.Unauthorized, new Dictionary<string, string> { ["ASPNETCORE_URLS"] = installation.DemoUrl });
        var browser = installation.NewBrowser();
        var login = await browser.GetAsync(installation.DemoUrl + "/api/auth/login?tenant_name=acme");
        var home = await browser.SubmitAsync(login, "#login", new Dictionary<string, string>
        {
            ["email"] = "owner@acme.example",
            ["password"] = "opensesame-6002",
        });

        home.Url.ShouldBe(new Uri(installation.DemoUrl + "/"), home.Body + shop.Output);
        home.Body.ShouldBe("Hello from acme");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What a person does: a new project, a package, a Program.cs, the settings that the platform wrote.</summary>
    private async Task MakeAsync(string program, string settings)
    {
        await DotnetCommand.RunAsync(_folder.FullName, "new", "web", "-o", "Shop", "-f", "net10.0", "--no-restore");
        File.WriteAllText(Path.Combine(_folder.FullName, "nuget.config"), new XElement("configuration", new XElement("packageSources",
            new XElement("add", new XAttribute("key", "packed"), new XAttribute("value", products.Feed)))).ToString());
        AddPackage();
        File.WriteAllText(Path.Combine(Project, "Program.cs"), program);
        File.Copy(settings, Path.Combine(Project, ".env"));
        var printed = await DotnetCommand.RunAsync(Project, "build", "-tl:off");
        printed.ShouldContain("0 Warning(s)");
    }

    /// <summary>What <c>dotnet add package</c> writes.</summary>
    private void AddPackage()
    {
        var file = Path.Combine(Project, "Shop.csproj");
        var project = XDocument.Load(file);
        project.Root!.Add(new XElement("ItemGroup", new XElement("PackageReference",
            new XAttribute("Include", "Wristband.AspNetCore"), new XAttribute("Version", products.Version))));
        project.Save(file);
    }

    private static string Readme() =>
        Start().Match(File.ReadAllText(Repository.Folder("README.md")).ReplaceLineEndings("\n")).Groups["lines"].Value.TrimEnd('\n');

    [GeneratedRegex("^```csharp snippet=Start\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Start();
}
