using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Deploy;

/// <summary>Whoever watches a replica asks where it answers, and a replica has the time that it takes to stop.</summary>
public partial class DeploymentProbesTests
{
    private static readonly TimeSpan ForRequestsUnderWay = TimeSpan.FromSeconds(10);

    [Fact]
    public void Probes_ask_for_paths_that_are_served() => Paths(Deployments(), Served()).ShouldBeNone();

    [Theory]
    [InlineData("a.yaml", "livenessProbe: { httpGet: { path: /healthz, port: http } }")]
    [InlineData("compose.yaml", "services: { a: { healthcheck: { test: [CMD, health, --url, http://localhost:8080/healthz] } } }")]
    [InlineData("haproxy.cfg", "  option httpchk GET /healthz")]
    public void A_probe_of_a_path_that_is_not_served_can_fail(string file, string text) =>
        Paths([Planted.File("deploy/" + file, text)], Served()).ShouldReport("/healthz");

    [Fact]
    public void Ports_are_those_of_the_images() => Ports(Deployments(), PortOfTheImages()).ShouldBeNone();

    [Theory]
    [InlineData("a.yaml", "containers: [{ ports: [{ containerPort: 80 }] }]", "80")]
    [InlineData("a.yaml", "containers: [{ ports: [{ containerPort: 8080, name: web }] }]\nprobe: { httpGet: { port: http } }", "http")]
    [InlineData("a.yaml", "spec: { ports: [{ targetPort: https }] }", "https")]
    [InlineData("compose.yaml", "services: { a: { healthcheck: { test: [CMD, health, --url, http://localhost:80/health/ready] } } }", "80")]
    [InlineData("haproxy.cfg", "  server platform-1 platform-1:8081", "8081")]
    public void A_port_that_nobody_listens_on_can_fail(string file, string text, string port) =>
        Ports([Planted.File("deploy/" + file, text)], PortOfTheImages()).ShouldReport($" {port} ");

    [Fact]
    public void A_replica_that_stops_has_the_time_that_it_takes() => Drain(Deployments()).ShouldBeNone();

    [Theory]
    [InlineData("terminationGracePeriodSeconds: 15", "15")]
    [InlineData("readinessProbe: { periodSeconds: 5, failureThreshold: 3 }", "15")]
    public void A_replica_without_time_to_stop_can_fail(string text, string seconds) => Drain(
        [
            Planted.File("deploy/k/a.yaml", text),
            Planted.File("deploy/k/b.yaml", "kind: ConfigMap\ndata: { Platform__ShutdownNotice: '00:00:10' }"),
        ])
        .ShouldReport($" {seconds} ");

    private static List<SourceFile> Deployments() =>
        SourceTree.Named(".yaml", ".cfg").Where(f => f.Path.StartsWith("deploy/", StringComparison.Ordinal)).ToList();

    private static HashSet<string> Served() =>
        SourceTree.Product.SelectMany(f => HealthPath().Matches(f.Text)).Select(m => m.Groups[1].Value).ToHashSet();

    private static string PortOfTheImages() =>
        SourceTree.Named(".csproj").SelectMany(f => XDocument.Parse(f.Text).Descendants("ContainerPort"))
        .Select(port => port.Attribute("Include")!.Value).Distinct().Single();

    private static IEnumerable<string> Paths(IEnumerable<SourceFile> files, HashSet<string> served) =>
        from file in files
        from path in IsYaml(file)
            ? Yaml.Read([file]).SelectMany(y => y.Values).Where(v => v.Path.EndsWith("httpGet/path", StringComparison.Ordinal))
                .Select(v => v.Value).Concat(AskedByCommand(file).Select(url => url.AbsolutePath))
            : HaproxyCheck().Matches(file.Text).Select(m => m.Groups[1].Value)
        where !served.Contains(path)
        select $"{file.Path} asks for {path}, which is not served.";

    private static IEnumerable<string> Ports(IReadOnlyCollection<SourceFile> files, string port)
    {
        var yaml = Yaml.Read(files.Where(IsYaml));
        var names = yaml.SelectMany(y => y.Values).Where(v => NamedPort().IsMatch(v.Path)).Select(v => v.Value).ToHashSet();
        return
            (from file in yaml
             from value in file.Values
             where value.Path.EndsWith("/containerPort", StringComparison.Ordinal) && value.Value != port
                 || NameOfAPort().IsMatch(value.Path) && !names.Contains(value.Value)
             select $"{file.File.Path}: {value.Path} is {value.Value} and nobody listens there.")
            .Concat(from file in files.Where(IsYaml)
                    from url in AskedByCommand(file)
                    where url.Port.ToString(CultureInfo.InvariantCulture) != port
                    select $"{file.Path}: the port {url.Port} of {url} is not that of the image, {port}.")
            .Concat(from file in files.Where(f => !IsYaml(f))
                    from match in HaproxyServer().Matches(file.Text)
                    where match.Groups[1].Value != port
                    select $"{file.Path}: the port {match.Groups[1].Value} of a server is not that of the image, {port}.");
    }

    /// <summary>Files of one folder are deployed together.</summary>
    private static IEnumerable<string> Drain(IEnumerable<SourceFile> files)
    {
        foreach (var folder in Yaml.Read(files.Where(IsYaml)).GroupBy(y => y.File.Folder))
        {
            var values = folder.SelectMany(y => y.Values.Select(v => (y.File, v.Path, v.Value))).ToList();
            var notice = values.Where(v => v.Path.EndsWith("Platform__ShutdownNotice", StringComparison.Ordinal))
                .Select(v => TimeSpan.Parse(v.Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
            foreach (var (file, path, value) in values.Where(v => GracePeriod().IsMatch(v.Path)))
            {
                if (Seconds(value) < notice + ForRequestsUnderWay)
                    yield return $"{file.Path}: {path} of {value.TrimEnd('s')} seconds is less than notice and last requests take.";
            }
            const string period = "readinessProbe/periodSeconds", threshold = "readinessProbe/failureThreshold";
            foreach (var (file, path, value) in values.Where(v => v.Path.EndsWith(period, StringComparison.Ordinal)))
            {
                var times = values.Single(v => v.Path == path.Replace(period, threshold, StringComparison.Ordinal)).Value;
                var noticed = Seconds(value) * int.Parse(times, CultureInfo.InvariantCulture);
                if (noticed >= notice)
                    yield return $"{file.Path}: {path}: it takes {noticed.TotalSeconds} seconds to notice, and the notice is {notice}.";
            }
        }
    }

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture));

    private static IEnumerable<Uri> AskedByCommand(SourceFile file) => Yaml.Read([file]).SelectMany(y => y.Values)
        .Where(v => v.Path.Contains("/healthcheck/test/", StringComparison.Ordinal) && v.Value.StartsWith("http", StringComparison.Ordinal))
        .Select(v => new Uri(v.Value));

    private static bool IsYaml(SourceFile file) => file.Path.EndsWith(".yaml", StringComparison.Ordinal);

    [GeneratedRegex(@"HealthChecks\(\s*""(/[^""]+)""")]
    private static partial Regex HealthPath();

    [GeneratedRegex(@"option httpchk GET (\S+)")]
    private static partial Regex HaproxyCheck();

    [GeneratedRegex(@"^ +server \S+ platform[^:\s]*:(\d+)", RegexOptions.Multiline)]
    private static partial Regex HaproxyServer();

    [GeneratedRegex("(?:httpGet/port|/targetPort)$")]
    private static partial Regex NameOfAPort();

    [GeneratedRegex(@"/ports/\d+/name$")]
    private static partial Regex NamedPort();

    [GeneratedRegex(@"(?:^|/)(?:terminationGracePeriodSeconds|stop_grace_period)$")]
    private static partial Regex GracePeriod();
}
