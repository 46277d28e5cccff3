using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Solution;

/// <summary>What the products are built from: no package with a known hole, and a build that would notice the next one.</summary>
public partial class PackagesTests
{
    private static readonly Version OldestSafe = new(10, 0, 12);

    // G-01: whatever asked for it, directly or not
    [Fact]
    public void G01_no_package_of_the_framework_is_older_than_the_last_fix() => Old(SourceTree.Named(".lock.json")).ShouldBeNone();

    [Theory]
    [InlineData("Microsoft.AspNetCore.DataProtection", "10.0.6")]
    [InlineData("Microsoft.AspNetCore.Cryptography.Internal", "9.0.1")]
    public void An_old_package_can_fail(string id, string version) =>
        Old([Planted.File("src/A/packages.lock.json", "{\"" + id + "\": {\"type\": \"Transitive\",\"resolved\": \"" + version + "\"}}")])
            .ShouldReport(id);

    // G-21
    [Theory]
    [InlineData("NuGetAudit", "true")]
    [InlineData("NuGetAuditMode", "all")]
    [InlineData("NuGetAuditLevel", "high")]
    [InlineData("Deterministic", "true")]
    [InlineData("RestorePackagesWithLockFile", "true")]
    public void G21_the_build_is_deterministic_and_audits_every_package(string property, string value) =>
        Property(SourceTree.Named("Directory.Build.props").Single(f => f.Path == "Directory.Build.props"), property, value).ShouldBeNone();

    [Fact]
    public void A_build_without_audit_can_fail() =>
        Property(Planted.File("Directory.Build.props", "<NuGetAudit>false</NuGetAudit>"), "NuGetAudit", "true").ShouldReport("NuGetAudit");

    private static IEnumerable<string> Old(IEnumerable<SourceFile> locks) =>
        from file in locks
        from match in Resolved().Matches(file.Text)
        let version = Version.Parse(match.Groups["version"].Value.Split('-')[0])
        where version < OldestSafe
        select $"{file.Path} resolves {match.Groups["id"].Value} {version}. Raise it to {OldestSafe} or newer in Directory.Packages.props.";

    private static IEnumerable<string> Property(SourceFile file, string property, string value) =>
        file.Text.Contains($"<{property}>{value}</{property}>", StringComparison.Ordinal)
            ? []
            : [$"{file.Path} has to set {property} to {value}."];

    [GeneratedRegex("""
        "(?<id>Microsoft\.AspNetCore\.(?!App)[\w.]+)":\s*\{\s*"type":\s*"(?:Direct|Transitive|CentralTransitive)",
        (?:\s*"requested":\s*"[^"]*",)?\s*"resolved":\s*"(?<version>[^"]+)"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Resolved();
}
