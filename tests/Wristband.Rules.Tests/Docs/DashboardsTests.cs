using System.Text.Json;
using System.Text.RegularExpressions;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>
/// Every metric that a dashboard or an alert names exists: a renamed instrument would leave a panel empty and an alert silent for ever.
/// </summary>
public partial class DashboardsTests
{
    /// <summary>Not ours. That the products serve them is what What_watchers_see looks at.</summary>
    private static readonly string[] OfOthers =
    [
        "up", "http_server_request_duration_seconds_bucket", "http_server_request_duration_seconds_count", "kestrel_active_connections",
        "dotnet_process_memory_working_set_bytes", "dotnet_process_cpu_time_seconds_total", "dotnet_gc_pause_time_seconds_total",
    ];

    private static readonly string[] Words = ["and", "or", "unless", "offset", "bool"];

    [Fact]
    public void Every_metric_that_a_dashboard_names_exists() => Unknown(
        SourceTree.Named(".json").Where(f => f.Folder == "deploy/grafana"), InDashboard, Served()).ShouldBeNone();

    [Fact]
    public void Every_metric_that_an_alert_names_exists() => Unknown(
        SourceTree.Named(".yml").Where(f => f.Folder == "deploy/prometheus"), InAlerts, Served()).ShouldBeNone();

    [Fact]
    public void A_metric_that_does_not_exist_can_fail()
    {
        var served = Names("P CreateCounter some.cups {cup}\nP CreateHistogram some.time s\nP CreateGauge some.age s").ToHashSet();
        var dashboard = Planted.File("a.json", """
            {"panels": [{"targets": [{"expr": "sum by (kind) (rate(some_cups_total{job=\"x\"}[5m])) > some_plates offset 15m"}]},
             {"targets": [{"expr": "histogram_quantile(0.95, some_time_seconds_bucket) unless on (a) some_age_seconds"}]}]}
            """);
        var alerts = Planted.File(
            "a.yml", "  expr: >-\n    some_cups > 0\n  for: 5m\n  labels: { a: b }\n  - series: 'some_pots{a=\"b\"}'\n");

        Unknown([dashboard], InDashboard, served).ShouldBe(["a.json names the metric some_plates, which nothing serves."]);
        Unknown([alerts], InAlerts, served).ShouldBe(
            ["a.yml names the metric some_cups, which nothing serves.", "a.yml names the metric some_pots, which nothing serves."]);
    }

    private static HashSet<string> Served() =>
        [.. OfOthers, .. Names(SourceTree.Named(InstrumentsTests.Approved).Single().Text)];

    /// <summary>What Prometheus calls an instrument.</summary>
    private static IEnumerable<string> Names(string approved) =>
        from match in Instrument().Matches(approved)
        let unit = match.Groups["unit"].Value == "s" ? "_seconds" : ""
        let name = match.Groups["name"].Value.Replace('.', '_') + unit
        from ending in match.Groups["kind"].Value switch
        {
            "Counter" => (string[])["_total"],
            "Histogram" => ["_bucket", "_count", "_sum"],
            _ => [""],
        }
        select name + ending;

    private static IEnumerable<string> Unknown(
        IEnumerable<SourceFile> files, Func<string, IEnumerable<string>> expressionsIn, HashSet<string> served) =>
        from file in files
        from name in expressionsIn(file.Text).SelectMany(MetricsIn).Distinct()
        where !served.Contains(name)
        select $"{file.Path} names the metric {name}, which nothing serves.";

    private static IEnumerable<string> MetricsIn(string expression) =>
        from match in Name().Matches(NoMetric().Replace(expression, " "))
        where !Words.Contains(match.Value)
        select match.Value;

    private static IEnumerable<string> InDashboard(string json) =>
        from panel in JsonElement.Parse(json).GetProperty("panels").EnumerateArray()
        where panel.TryGetProperty("targets", out _)
        from target in panel.GetProperty("targets").EnumerateArray()
        select target.GetProperty("expr").GetString();

    private static IEnumerable<string> InAlerts(string yaml) =>
        Expression().Matches(yaml).Select(m => m.Groups["expression"].Value)
            .Concat(Series().Matches(yaml).Select(m => m.Groups["name"].Value));

    [GeneratedRegex(@"^\S+ Create(?<observed>Observable)?(?<kind>\w+) (?<name>\S+) (?<unit>\S+)", RegexOptions.Multiline)]
    private static partial Regex Instrument();

    // Texts, selectors, ranges, lists of labels.
    [GeneratedRegex(@"\{[^}]*\}|""[^""]*""|\[[^\]]*\]|\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")]
    private static partial Regex NoMetric();

    [GeneratedRegex(@"(?<![\w.$])[a-z_][a-z0-9_:]*\b(?!\s*\()")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bexpr:\s+(?:>-\s+)?(?<expression>.+?)(?=\n\s+(?:for|labels|annotations):)", RegexOptions.Singleline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"series: '(?<name>\w+)")]
    private static partial Regex Series();
}
