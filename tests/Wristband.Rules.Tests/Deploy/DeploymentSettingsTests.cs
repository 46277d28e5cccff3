using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Deploy;

/// <summary>A setting that a deployment names is one that the products read. Nobody reads a misspelt one, and nobody notices.</summary>
public partial class DeploymentSettingsTests
{
    private const string Keys = "tests/Wristband.Rules.Tests/Approved/ConfigurationKeys.approved.txt";

    /// <summary>Of the framework, the runtime and the images of others.</summary>
    private static readonly string[] OfOthers =
    [
        "ASPNETCORE_ENVIRONMENT", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_URLS", "DOTNET_EnableDiagnostics", "SSL_CERT_FILE", "POSTGRES_DB",
        "POSTGRES_PASSWORD_FILE", "POSTGRES_USER",
    ];

    [Fact]
    public void Every_setting_of_the_deployments_exists() =>
        Check(SourceTree.Named("").Where(f => f.Path.StartsWith("deploy/", StringComparison.Ordinal)), Approved()).ShouldBeNone();

    [Fact]
    public void Every_kind_of_file_is_read() => SourceTree.Named("").Where(f => f.Path.StartsWith("deploy/", StringComparison.Ordinal))
        .Where(f => Named(f).Any()).Select(f => f.Path).ShouldBe(
            ["deploy/compose/compose.yaml", "deploy/kubernetes/platform.yaml", "deploy/kubernetes/settings.yaml",
            "deploy/systemd/environment.example"]);

    [Theory]
    [InlineData("compose.yaml", "services: { a: { environment: { Platform__DataDir: x } } }", "Platform__DataDir")]
    [InlineData("compose.yaml", "secrets: { Platform__MasterKeys: { file: x } }", "Platform__MasterKeys")]
    [InlineData("compose.yaml", "services: { a: { environment: { ASPNETCORE_URL: x } } }", "ASPNETCORE_URL")]
    [InlineData("a.yaml", "kind: ConfigMap\ndata: { Platform__Smtp__Hots: x }", "Platform__Smtp__Hots")]
    [InlineData("a.yaml", "spec: { containers: [{ env: [{ name: Wristband__ClientID, value: x }] }] }", "Wristband__ClientID")]
    [InlineData("a.yaml", "spec: { secret: { items: [{ key: ConnectionStrings__Platfrom, path: x }] } }", "ConnectionStrings__Platfrom")]
    [InlineData("environment.example", "# Platform__MasterKeys   openssl", "Platform__MasterKeys")]
    [InlineData("environment.example", "Platform__Origins__0=https://*", "Platform__Origins__0")]
    [InlineData("a.service", "Environment=DOTNET_Diagnostics=0", "DOTNET_Diagnostics")]
    public void A_setting_that_nobody_reads_can_fail(string file, string text, string setting) =>
        Check([Planted.File("deploy/" + file, text)], Approved()).ShouldReport(setting);

    private static IEnumerable<string> Check(IEnumerable<SourceFile> files, IReadOnlyList<string> approved) =>
        from file in files
        from name in Named(file).Distinct()
        where !OfOthers.Contains(name) && !approved.Contains(Number().Replace(name.Replace("__", ":", StringComparison.Ordinal), ":*"))
        select $"{file.Path} names the setting {name}, which nobody reads.";

    private static IEnumerable<string> Named(SourceFile file)
    {
        if (file.Path.EndsWith(".yaml", StringComparison.Ordinal)) return Yaml.Read([file]).SelectMany(Named);
        if (file.Path.EndsWith(".service", StringComparison.Ordinal)) return UnitLine().Matches(file.Text).Select(m => m.Groups[1].Value);
        return file.Path.EndsWith("environment.example", StringComparison.Ordinal)
            ? EnvironmentLine().Matches(file.Text).Concat(SecretLine().Matches(file.Text)).Select(m => m.Groups[1].Value)
            : [];
    }

    private static IEnumerable<string> Named(Yaml yaml) =>
    [
        .. yaml.Names("secrets").Where(name => name.Contains("__", StringComparison.Ordinal)),
        .. yaml.Names("services").SelectMany(service => yaml.Names($"services/{service}/environment")),
        .. yaml.Kind == "ConfigMap" ? yaml.Names("data") : [],
        .. yaml.Values.Where(v => EnvironmentEntry().IsMatch(v.Path)).Select(v => v.Value),
        .. yaml.Values.Where(v => SecretEntry().IsMatch(v.Path)).Select(v => v.Value),
    ];

    private static List<string> Approved()
    {
        var lines = SourceTree.Named(Keys).Single().Lines.ToList();
        var keys = lines.TakeWhile(line => line != "Read by name").Select(line => line.Split(" = ")[0]);
        // Read as connection strings: by their name alone.
        var names = lines.SkipWhile(line => line != "Read by name").Select(line => line.Trim().Split(' ')[^1]);
        return [.. keys, .. names, .. names.Select(name => "ConnectionStrings:" + name)];
    }

    [GeneratedRegex(@":[0-9]+(?=:|$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"^Environment=""?(\w+)=", RegexOptions.Multiline)]
    private static partial Regex UnitLine();

    [GeneratedRegex(@"^(\w+)=", RegexOptions.Multiline)]
    private static partial Regex EnvironmentLine();

    [GeneratedRegex(@"^# +(\w+__\w+)", RegexOptions.Multiline)]
    private static partial Regex SecretLine();

    [GeneratedRegex(@"/env/\d+/name$")]
    private static partial Regex EnvironmentEntry();

    [GeneratedRegex(@"/secret/items/\d+/(?:key|path)$")]
    private static partial Regex SecretEntry();
}
