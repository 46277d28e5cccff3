using System.Xml.Linq;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Architecture;

/// <summary>Which project may reference which, and which may look into another's internals.</summary>
public class ProjectsTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Wristband.AspNetCore"] = [],
        ["Wristband.AspNetCore.Testing"] = ["Wristband.AspNetCore"],
        ["Wristband.Platform.Testing"] = ["Wristband.AspNetCore.Testing", "Wristband.Platform"],
        ["Wristband.DemoApp"] = ["Wristband.AspNetCore"],
        ["Wristband.Platform"] = [],
        // It starts the other two as processes, the way a person would. "Build it too, but show me none of its types" is allowed.
        ["Wristband.AppHost"] = [],
    };

    [Fact]
    public void Projects_reference_only_what_the_table_allows() =>
        Check(SourceTree.Named(".csproj").Where(f => f.Path.StartsWith("src/", StringComparison.Ordinal))).ShouldBeNone();

    [Fact]
    public void A_demo_that_references_the_platform_can_fail() =>
        Check([Planted.File("src/Wristband.DemoApp/Wristband.DemoApp.csproj",
            """
            <Project><ItemGroup>
              <ProjectReference Include="../Wristband.Platform/Wristband.Platform.csproj" />
            </ItemGroup></Project>
            """)])
            .ShouldReport("Wristband.DemoApp may not reference Wristband.Platform");

    [Fact]
    public void A_product_that_sees_internals_of_the_SDK_can_fail() =>
        Check([Planted.File("src/Wristband.AspNetCore/Wristband.AspNetCore.csproj",
            """<Project><ItemGroup><InternalsVisibleTo Include="Wristband.DemoApp" /></ItemGroup></Project>""")])
            .ShouldReport("Wristband.AspNetCore shows its internals to Wristband.DemoApp");

    [Fact]
    public void A_project_without_a_row_can_fail() =>
        Check([Planted.File("src/Wristband.Common/Wristband.Common.csproj", "<Project />")]).ShouldReport("Wristband.Common has no row");

    private static IEnumerable<string> Check(IEnumerable<SourceFile> projects)
    {
        foreach (var file in projects)
        {
            var name = Path.GetFileNameWithoutExtension(file.Path);
            var project = XDocument.Parse(file.Text);
            if (!MayReference.TryGetValue(name, out var allowed)) yield return $"{name} has no row in the table of projects.";
            foreach (var reference in Includes(project, "ProjectReference").Select(i => Path.GetFileNameWithoutExtension(i))
                .Except(allowed ?? []))
            {
                yield return $"{name} may not reference {reference}.";
            }
            // Only tests, what tests are made with, and benchmarks look inside; what a product needs from another is public.
            foreach (var friend in Includes(project, "InternalsVisibleTo").Where(f => !f.EndsWith(".Tests", StringComparison.Ordinal)
                && f is not ("Wristband.TestSupport" or "Wristband.Platform.Testing" or "Wristband.Benchmarks")))
            {
                yield return $"{name} shows its internals to {friend}; only tests may see them.";
            }
        }
    }

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Where(e => e.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(e => e.Attribute("Include")?.Value.Replace('\\', '/')).OfType<string>();
}
