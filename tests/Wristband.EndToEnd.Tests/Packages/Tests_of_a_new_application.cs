using System.Xml.Linq;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Packages;

/// <summary>The package for tests in the hands of somebody who has nothing but it: no repository, no platform, no settings.</summary>
public class Tests_of_a_new_application(PackedProducts products)
{
    [Fact]
    public async Task A_test_project_signs_in_with_nothing_but_the_package()
    {
        using var application = await NewApplication.CreateAsync(products);
        var project = Directory.CreateDirectory(Path.Combine(application.Folder, "Shop.Tests")).FullName;
        File.WriteAllText(Path.Combine(project, "Shop.Tests.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Shop/Shop.csproj" />
              </ItemGroup>
            </Project>
            """);
        application.AddPackage("Shop.Tests", "Wristband.AspNetCore.Testing", products.Version);
        application.AddPackage("Shop.Tests", "xunit.v3", VersionOf("xunit.v3"));
        File.WriteAllText(Path.Combine(project, "ShopTests.cs"), $$"""
            using Microsoft.AspNetCore.Mvc.Testing;
            using Wristband.AspNetCore.Testing;
            using Xunit;

            public class ShopTests
            {
            {{NewApplication.Snippet("docs/testing.md", "TestFactory")}}

                [Fact]
                public async Task Members_are_greeted()
                {
                    using var client = _factory.CreateClientFor(new TestUser { Tenant = "globex" });
                    Assert.Equal("Hello from globex", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
                }
            }
            """);

        await DotnetCommand.RunAsync(project, "build", "-tl:off");
        var printed = await DotnetCommand.RunAsync(project, Path.Combine(project, "bin", "Debug", "net10.0", "Shop.Tests.dll"), "-noColor");

        printed.ShouldContain("Total: 1, Errors: 0, Failed: 0");
    }

    private static string VersionOf(string package) =>
        XDocument.Load(Repository.Folder("Directory.Packages.props")).Descendants("PackageVersion")
        .Single(e => e.Attribute("Include")!.Value == package).Attribute("Version")!.Value;
}
