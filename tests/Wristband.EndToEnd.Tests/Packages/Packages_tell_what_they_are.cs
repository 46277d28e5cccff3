using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Packages;

/// <summary>What somebody finds who installs a package, and who steps into it with a debugger.</summary>
public class Packages_tell_what_they_are(PackedProducts products)
{
    [Theory]
    [InlineData("Wristband.AspNetCore")]
    [InlineData("Wristband.AspNetCore.Testing")]
    public async Task Packed_packages_are_complete(string package)
    {
        await products.ReadyAsync();
        using var content = ZipFile.OpenRead(products.PathOf(package, "nupkg"));
        using var symbols = ZipFile.OpenRead(products.PathOf(package, "snupkg"));

        PackageRules.Problems(package, products.Version, content, symbols, Repository.Root).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Wristband.AspNetCore")]
    [InlineData("Wristband.AspNetCore.Testing")]
    public async Task The_list_beside_a_package_names_all_that_comes_with_it(string package)
    {
        await products.ReadyAsync();
        using var content = ZipFile.OpenRead(products.PathOf(package, "nupkg"));
        var list = JsonDocument.Parse(File.ReadAllText(products.PathOf(package, "cdx.json"))).RootElement;
        var named = list.GetProperty("components").EnumerateArray()
            .Select(c => $"{c.GetProperty("name").GetString()} {c.GetProperty("version").GetString()}").ToList();

        list.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
        var itself = list.GetProperty("metadata").GetProperty("component");
        $"{itself.GetProperty("name")} {itself.GetProperty("version")}".ShouldBe($"{package} {products.Version}");
        var dependencies = XDocument.Parse(Encoding.UTF8.GetString(Read(content.GetEntry(package + ".nuspec")!)).TrimStart('\uFEFF'))
            .Descendants().Where(e => e.Name.LocalName == "dependency" && !e.Attribute("id")!.Value.StartsWith("Wristband."))
            .Select(e => $"{e.Attribute("id")!.Value} {e.Attribute("version")!.Value}").ToList();
        dependencies.ShouldNotBeEmpty();
        dependencies.Except(named).ShouldBeEmpty();
        named.ShouldNotContain(name => name.StartsWith("Microsoft.CodeAnalysis"), "what only builds it does not come with it");
    }

    [Fact]
    public async Task Packing_gives_no_warnings() => (await products.ReadyAsync()).ShouldNotContain("warning");

    [Theory]
    [InlineData("Wristband.AspNetCore.nuspec", null, "no nuspec")]
    [InlineData("README.md", null, "no README.md")]
    [InlineData("README.md", "# Something else", "README.md does not begin with")]
    [InlineData("README.md", "# Wristband.AspNetCore\n[docs](docs/sdk.md)", "README.md links into the repository")]
    [InlineData("lib/net10.0/Wristband.AspNetCore.xml", null, "no XML documentation")]
    [InlineData("lib/net10.0/Wristband.AspNetCore.xml", "<doc />", "no XML documentation")]
    [InlineData("lib/net10.0/Other.dll", "MZ", "lib/net10.0/Other.dll does not belong")]
    public async Task A_package_that_lacks_something_can_fail(string file, string? text, string problem)
    {
        await products.ReadyAsync();
        using var symbols = ZipFile.OpenRead(products.PathOf("Wristband.AspNetCore", "snupkg"));
        using var spoilt = Copy(entry => entry.FullName == file ? null : Read(entry), text is null ? null : (file, text));

        PackageRules.Problems("Wristband.AspNetCore", products.Version, spoilt, symbols, Repository.Root)
            .ShouldContain(p => p.Contains(problem));
    }

    [Theory]
    [InlineData("<license .*</license>", "", "licence")]
    [InlineData("<readme>.*</readme>", "", "readme")]
    [InlineData("<description>.*</description>", "<description>Package Description</description>", "description")]
    [InlineData("<tags>.*</tags>", "", "tags")]
    [InlineData("<repository .*/>", "", "commit")]
    [InlineData("Microsoft.AspNetCore.Authentication.JwtBearer", "Some.Thing", "Some.Thing is a dependency")]
    [InlineData("Microsoft.IdentityModel.JsonWebTokens", "Microsoft.IdentityModel.Tokens",
        "does not say that Microsoft.IdentityModel.Tokens")]
    public async Task A_package_that_says_too_little_about_itself_can_fail(string said, string instead, string problem)
    {
        await products.ReadyAsync();
        using var symbols = ZipFile.OpenRead(products.PathOf("Wristband.AspNetCore", "snupkg"));
        using var spoilt = Copy(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)
            ? Encoding.UTF8.GetBytes(Regex.Replace(Encoding.UTF8.GetString(Read(entry)), said, instead))
            : Read(entry));

        PackageRules.Problems("Wristband.AspNetCore", products.Version, spoilt, symbols, Repository.Root)
            .ShouldContain(p => p.Contains(problem));
    }

    [Fact]
    public async Task Code_that_was_built_in_a_way_that_cannot_be_repeated_can_fail()
    {
        await products.ReadyAsync();
        var ours = File.ReadAllBytes(typeof(PackageRules).Assembly.Location);
        using var spoilt = Copy(entry => entry.Name == "Wristband.AspNetCore.dll" ? ours : Read(entry));
        using var none = new ZipArchive(new MemoryStream(Convert.FromBase64String("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==")));

        var problems = PackageRules.Problems("Wristband.AspNetCore", products.Version, spoilt, none, Repository.Root).ToList();

        problems.ShouldContain(p => p.Contains("names the folder"));
        problems.ShouldContain(p => p.Contains("no symbols"));
    }

    private ZipArchive Copy(Func<ZipArchiveEntry, byte[]?> content, (string Name, string Text)? added = null)
    {
        var stream = new MemoryStream();
        using (var original = ZipFile.OpenRead(products.PathOf("Wristband.AspNetCore", "nupkg")))
        using (var copy = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in original.Entries)
            {
                if (content(entry) is { } bytes) Write(copy, entry.FullName, bytes);
            }
            if (added is { } more) Write(copy, more.Name, Encoding.UTF8.GetBytes(more.Text));
        }
        return new ZipArchive(stream, ZipArchiveMode.Read);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    private static void Write(ZipArchive archive, string name, byte[] bytes)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(bytes);
    }
}
