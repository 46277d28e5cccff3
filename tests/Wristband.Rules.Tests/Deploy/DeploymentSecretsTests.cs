using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Deploy;

/// <summary>No file of a deployment holds a secret; each comes from a file that is made on the spot and ignored by git.</summary>
public partial class DeploymentSecretsTests
{
    [Fact]
    public void Deployments_hold_no_secret() => Check(SourceTree.Named("").Where(IsOfDeploy)).ShouldBeNone();

    [Theory]
    [InlineData("compose.yaml", "services: { a: { environment: { Platform__MasterKey: x } } }")]
    [InlineData("compose.yaml", "services: { a: { environment: { POSTGRES_PASSWORD: x } } }")]
    [InlineData("a.yaml", "kind: ConfigMap\ndata: { Platform__Smtp__Password: x }")]
    [InlineData("a.yaml", "kind: ConfigMap\ndata: { ConnectionStrings__Platform: Host=a }")]
    [InlineData("a.yaml", "kind: Secret\nstringData: { a: x }")]
    [InlineData("environment.example", "Wristband__ClientSecret=x")]
    [InlineData("prepare.sh", "echo 'Host=postgres;Password=opensesame' > a")]
    [InlineData("a.cfg", "key = q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=")]
    [InlineData("tls.txt", "-----BEGIN PRIVATE KEY-----")]
    public void A_secret_can_fail(string file, string text) =>
        Check([Planted.File("deploy/" + file, text)]).ShouldReport($"deploy/{file}");

    [Fact]
    public void What_is_made_on_the_spot_is_ignored_by_git() => Ignored(
        SourceTree.Named(".gitignore").Single(f => f.Path == ".gitignore"), Yaml.OfDeploy()).ShouldBeNone();

    [Fact]
    public void A_folder_of_secrets_that_git_takes_can_fail() => Ignored(
        Planted.File(".gitignore", "artifacts/"),
        Yaml.Read([Planted.File("deploy/a/compose.yaml", "secrets: { a: { file: ./secrets/a } }")]))
        .ShouldReport("deploy/a/secrets/");

    // What others made on this machine is not in the repository.
    private static bool IsOfDeploy(SourceFile file) => file.Path.StartsWith("deploy/", StringComparison.Ordinal)
        && !file.Path.Contains("/secrets/", StringComparison.Ordinal);

    private static IEnumerable<string> Check(IEnumerable<SourceFile> files) => files.SelectMany(file =>
        SecretValue().Matches(file.Text).Select(m => $"{file.Path} holds a secret: {m.Value.Split('\n')[0][..4]}…")
        .Concat(Values(file).Where(v => SecretName().IsMatch(v.Name) && v.Value.Length > 0)
            .Select(v => $"{file.Path} gives {v.Name} a value; it comes from a file of its own.")));

    private static IEnumerable<(string Name, string Value)> Values(SourceFile file)
    {
        if (!file.Path.EndsWith(".yaml", StringComparison.Ordinal))
            return Line().Matches(file.Text).Select(m => (m.Groups[1].Value, m.Groups[2].Value));
        var yaml = Yaml.Read([file]).Single();
        return yaml.Kind == "Secret"
            ? [("kind: Secret", "of any kind")]
            : yaml.Values.Where(v => v.Path.Contains("environment/", StringComparison.Ordinal)
                || v.Path.StartsWith("data/", StringComparison.Ordinal)).Select(v => (v.Path.Split('/')[^1], v.Value));
    }

    private static IEnumerable<string> Ignored(SourceFile ignore, IEnumerable<Yaml> files) =>
        from file in files
        from secret in file.Below("secrets/*/file")
        let folder = $"{file.File.Folder}/{secret.Value.TrimStart('.', '/').Split('/')[0]}/"
        where !ignore.Lines.Contains(folder)
        select $"{folder} is not in .gitignore.";

    [GeneratedRegex(@"Secret$|Secrets__\d+$|Password$|PASSWORD$|MasterKey$|^ConnectionStrings__|^kind: Secret$")]
    private static partial Regex SecretName();

    // A key of 32 bytes in base64, a private key, a password that a shell does not fill in.
    [GeneratedRegex(@"\b[A-Za-z0-9+/]{43}=|PRIVATE KEY-----|Password=(?!\$)[^;\s'""…]+")]
    private static partial Regex SecretValue();

    [GeneratedRegex(@"^(\w+)=(.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
