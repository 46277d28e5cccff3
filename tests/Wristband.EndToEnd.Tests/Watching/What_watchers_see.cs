using System.Text.Json;

namespace Wristband.EndToEnd.Tests.Watching;

/// <summary>Traces, metrics and logs of both products, over the wire.</summary>
public class What_watchers_see(WatchedInstallation watched) : IClassFixture<WatchedInstallation>
{
    [Fact]
    public void A_trace_runs_from_the_demos_request_through_the_SDK_to_the_platforms_database()
    {
        var spans = watched.Spans.ToDictionary(s => s.Id);
        var redeemed = spans.Values.Single(s => s is { Service: "wristband-platform", Name: "sqlite redeem_code" });

        var way = new List<string>();
        for (var span = redeemed; span is not null; span = spans.GetValueOrDefault(span.ParentId)) way.Add($"{span.Service} {span.Name}");

        way.ShouldBe(
        [
            "wristband-platform sqlite redeem_code", "wristband-platform POST /api/v1/oauth2/token", "wristband-demo POST",
            "wristband-demo wristband token.code", "wristband-demo wristband login.complete", "wristband-demo GET /api/auth/callback",
        ]);
        spans.Values.Where(s => s.TraceId == redeemed.TraceId && s.Name == "sqlite SELECT").ShouldNotBeEmpty();
        spans.Values.ShouldContain(s => s.Name == "hash password");
        spans.Values.ShouldNotContain(s => s.Name.Contains("/health") || s.Name.Contains("/metrics"));
    }

    [Theory]
    [InlineData("Wristband.Platform", "wristband_platform_tokens_total")]
    [InlineData("Wristband.Platform", "wristband_platform_logins_total")]
    [InlineData("Wristband.Platform", "wristband_platform_hashing_slots")]
    [InlineData("Wristband.Platform", "http_server_request_duration_seconds_count")]
    [InlineData("Wristband.Platform", "db_client_operation_duration_seconds_bucket")]
    [InlineData("Wristband.Platform", "kestrel_active_connections")]
    [InlineData("Wristband.Platform", "dotnet_process_memory_working_set_bytes")]
    [InlineData("Wristband.Platform", "dotnet_process_cpu_time_seconds_total")]
    [InlineData("Wristband.Platform", "dotnet_gc_pause_time_seconds_total")]
    [InlineData("Wristband.DemoApp", "wristband_logins_total")]
    [InlineData("Wristband.DemoApp", "wristband_backchannel_duration_seconds_bucket")]
    [InlineData("Wristband.DemoApp", "http_client_request_duration_seconds_count")]
    public void Prometheus_gets(string project, string metric) => watched.Scraped[project].ShouldContain(metric);

    [Fact]
    public void G12_no_secret_is_in_any_signal_at_the_most_talkative_level()
    {
        foreach (var kind in (string[])["password", "client secret", "code", "state", "token", "access token"])
            watched.Secrets.ShouldContain(s => s.Name == kind);
        watched.Secrets.Count(s => s.Name.StartsWith("cookie ", StringComparison.Ordinal)).ShouldBeGreaterThan(4);

        foreach (var (signal, text) in watched.Signals)
        {
            text.Length.ShouldBeGreaterThan(100, signal);
            foreach (var (name, value) in watched.Secrets)
            {
                var at = text.IndexOf(value, StringComparison.Ordinal);
                at.ShouldBe(-1, $"{signal}: the {name} is in it: {(at < 0 ? "" : text[Math.Max(0, at - 300)..at])}");
            }
        }
    }

    [Fact]
    public void No_span_and_no_metric_names_a_person_or_a_tenant()
    {
        foreach (var (signal, text) in watched.Signals.Where(s => s.Key is "traces" or "metrics" || s.Key.StartsWith("Prometheus")))
        {
            foreach (var name in watched.Names)
            {
                var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
                at.ShouldBe(-1, $"{signal}: {(at < 0 ? "" : text[Math.Max(0, at - 300)..(at + 20)])}");
            }
        }
    }

    [Theory]
    [InlineData("console of the platform")]
    [InlineData("console of the demo")]
    public void With_one_setting_each_line_of_the_log_is_JSON_with_its_time(string console)
    {
        var lines = watched.Signals[console].Split('\n');

        lines.Length.ShouldBeGreaterThan(20);
        foreach (var line in lines)
            JsonElement.Parse(line).GetProperty("Timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_text_that_is_in_a_signal_would_be_found()
    {
        // The guards above look for texts in what came over the wire. It holds texts that are known.
        watched.Signals["traces"].ShouldContain("/api/v1/oauth2/token");
        watched.Signals["metrics"].ShouldContain("wristband.platform.tokens");
        watched.Signals["logs"].ShouldContain("was delivered at attempt");
    }
}
