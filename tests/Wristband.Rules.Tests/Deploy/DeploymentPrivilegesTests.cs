using System.Text.Json.Nodes;
using System.Xml.Linq;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Deploy;

/// <summary>Containers get what they need and nothing else, and are those of this version.</summary>
public class DeploymentPrivilegesTests
{
    private static readonly (string Path, string Value)[] OfAPod =
    [
        ("securityContext/runAsNonRoot", "true"), ("securityContext/seccompProfile/type", "RuntimeDefault"),
        ("automountServiceAccountToken", "false"),
    ];

    private static readonly (string Path, string Value)[] OfAContainer =
    [
        ("securityContext/allowPrivilegeEscalation", "false"), ("securityContext/readOnlyRootFilesystem", "true"),
        ("securityContext/capabilities/drop/0", "ALL"),
    ];

    private static readonly (string Path, string Value)[] OfAService =
        [("read_only", "true"), ("cap_drop/0", "ALL"), ("security_opt/0", "no-new-privileges:true")];

    [Fact]
    public void Pods_and_services_give_up_every_privilege() => Check(Yaml.OfDeploy()).ShouldBeNone();

    [Theory]
    [InlineData("services: { a: { image: wristband-a:1, read_only: true, cap_drop: [ALL] } }", "security_opt/0")]
    [InlineData("services: { a: { image: wristband-a:1, cap_drop: [ALL] } }", "read_only")]
    [InlineData("services: { a: { image: wristband-a:1, privileged: true } }", "cap_drop/0")]
    [InlineData("kind: Deployment\nspec: { template: { spec: { containers: [{ name: a }] } } }", "securityContext/runAsNonRoot")]
    [InlineData(
        "kind: Deployment\nspec: { template: { spec: { containers: [{ name: a, securityContext: { readOnlyRootFilesystem: false } }] } } }",
        "securityContext/readOnlyRootFilesystem")]
    public void A_container_with_a_privilege_can_fail(string text, string missing) =>
        Check(Yaml.Read([Planted.File("deploy/a.yaml", text)])).ShouldReport(missing);

    [Fact]
    public void Images_are_those_of_this_version() => Versions(Yaml.OfDeploy(), Version()).ShouldBeNone();

    [Theory]
    [InlineData("services: { a: { image: wristband-platform:0.0.9 } }")]
    [InlineData("images: [{ name: wristband-platform, newTag: 0.0.9 }]")]
    [InlineData("services: { a: { image: wristband-platform } }")]
    public void An_image_of_another_version_can_fail(string text) =>
        Versions(Yaml.Read([Planted.File("deploy/a.yaml", text)]), Version()).ShouldReport("deploy/a.yaml");

    [Fact]
    public void The_seed_of_compose_is_that_of_development_at_other_addresses() => Seeds(
        SourceTree.Named("src/Wristband.Platform/seed.json").Single(), SourceTree.Named("deploy/compose/seed.json").Single())
        .ShouldBeNone();

    [Fact]
    public void A_seed_that_fell_behind_can_fail() =>
        Seeds(Planted.File("src/seed.json", """{"a":[1]}"""), Planted.File("deploy/seed.json", """{"a":[]}"""))
            .ShouldReport("deploy/seed.json");

    private static IEnumerable<string> Check(IEnumerable<Yaml> files)
    {
        foreach (var file in files)
        {
            foreach (var service in file.Names("services").Where(s => IsOurs(file[$"services/{s}/image"])))
            {
                foreach (var lack in Lacks(file, $"services/{service}", OfAService)) yield return lack;
            }
            if (file.Kind is not ("Deployment" or "StatefulSet" or "DaemonSet" or "Job")) continue;
            const string pod = "spec/template/spec";
            foreach (var lack in Lacks(file, pod, OfAPod)) yield return lack;
            foreach (var container in file.Names(pod + "/containers"))
            {
                foreach (var lack in Lacks(file, $"{pod}/containers/{container}", OfAContainer)) yield return lack;
            }
        }
    }

    private static IEnumerable<string> Lacks(Yaml file, string at, IEnumerable<(string Path, string Value)> wanted) =>
        wanted.Where(w => file[$"{at}/{w.Path}"] != w.Value).Select(w => $"{file.File.Path}: {at}/{w.Path} is not {w.Value}.");

    private static IEnumerable<string> Versions(IEnumerable<Yaml> files, string version) =>
        from file in files
        let tags = file.Below("services/*/image").Where(i => IsOurs(i.Value)).Select(i => i.Value)
            .Concat(file.Below("images/*/newTag").Select(t => "wristband-platform:" + t.Value))
        from tag in tags
        where !tag.EndsWith(":" + version, StringComparison.Ordinal)
        select $"{file.File.Path}: the image {tag} is not of version {version}.";

    private static IEnumerable<string> Seeds(SourceFile ours, SourceFile theirs)
    {
        var expected = ours.Text.Replace("http://localhost:6001", "https://app.dev.localhost:8443", StringComparison.Ordinal)
            .Replace("\"demo.env\"", "\".env\"", StringComparison.Ordinal);
        if (!JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(theirs.Text)))
            yield return $"{theirs.Path} differs from {ours.Path} in more than addresses.";
    }

    private static bool IsOurs(string image) => image.StartsWith("wristband-", StringComparison.Ordinal);

    private static string Version() =>
        XDocument.Parse(SourceTree.Named("Directory.Build.props").Single(f => f.Path == "Directory.Build.props").Text)
        .Descendants("Version").Single().Value;
}
