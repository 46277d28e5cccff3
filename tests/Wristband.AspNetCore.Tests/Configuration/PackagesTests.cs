using System.Xml.Linq;
using Wristband.TestSupport;

namespace Wristband.AspNetCore.Tests.Configuration;

public class PackagesTests
{
    [Fact]
    public void XE12_the_README_names_every_package_that_is_not_the_frameworks_own()
    {
        var folder = Path.Combine(Repository.Root, "src", "Wristband.AspNetCore");
        var readme = File.ReadAllText(Path.Combine(folder, "README.md"));

        var packages = XDocument.Load(Path.Combine(folder, "Wristband.AspNetCore.csproj")).Descendants("PackageReference")
            .Select(e => e.Attribute("Include")!.Value).ToArray();

        packages.ShouldNotBeEmpty();
        packages.Where(p => !p.StartsWith("Microsoft.", StringComparison.Ordinal) && !readme.Contains($"`{p}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
