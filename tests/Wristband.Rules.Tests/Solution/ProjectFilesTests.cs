using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Solution;

public partial class ProjectFilesTests
{
    [Fact]
    public void Every_project_is_in_the_solution() =>
        Missing(SourceTree.Named("Wristband.slnx").Single(), SourceTree.Named(".csproj")).ShouldBeNone();

    [Fact]
    public void A_project_outside_of_the_solution_can_fail() =>
        Missing(Planted.File("Wristband.slnx", "<Solution />"), [Planted.File("src/A/A.csproj", "<Project />")])
            .ShouldReport("src/A/A.csproj");

    [Fact]
    public void Versions_are_exact_and_live_in_one_file() => Versions(SourceTree.Named(".csproj", ".props", ".targets")).ShouldBeNone();

    [Theory]
    [InlineData("src/A/A.csproj", """<PackageReference Include="X" Version="1.2.3" />""")]
    [InlineData("src/A/A.csproj", """<PackageReference Include="X" VersionOverride="1.2.3" />""")]
    [InlineData("src/A/A.csproj", """<PackageReference Include="X"><Version>1.2.3</Version></PackageReference>""")]
    [InlineData("Directory.Packages.props", """<PackageVersion Include="X" Version="1.2.*" />""")]
    [InlineData("Directory.Packages.props", """<PackageVersion Include="X" Version="[1.2,2.0)" />""")]
    public void A_version_elsewhere_or_a_floating_one_can_fail(string path, string item) =>
        Versions([Planted.File(path, $"<Project><ItemGroup>{item}</ItemGroup></Project>")]).ShouldReport("X");

    private static IEnumerable<string> Missing(SourceFile solution, IEnumerable<SourceFile> projects)
    {
        var listed = XDocument.Parse(solution.Text).Descendants("Project").Select(p => p.Attribute("Path")?.Value).ToHashSet();
        return projects.Where(p => !listed.Contains(p.Path)).Select(p => $"{p.Path} is not in {solution.Path}.");
    }

    private static IEnumerable<string> Versions(IEnumerable<SourceFile> files) =>
        from file in files
        from item in XDocument.Parse(file.Text).Descendants()
        let version = item.Attribute("Version")?.Value ?? item.Attribute("VersionOverride")?.Value ?? item.Element("Version")?.Value
        where version is not null && item.Name.LocalName is "PackageReference" or "PackageVersion"
        where item.Name.LocalName == "PackageReference" || !Exact().IsMatch(version!)
        select $"{file.Path}: {item.Attribute("Include")?.Value} {version}: exact versions, in Directory.Packages.props only.";

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Exact();
}
