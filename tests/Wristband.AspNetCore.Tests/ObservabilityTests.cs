using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Tests.World;
using Wristband.TestSupport;

namespace Wristband.AspNetCore.Tests;

public class ObservabilityTests
{
    // G-12: every secret of a whole journey, at the most talkative level
    [Fact]
    public async Task No_secret_reaches_a_log_at_any_level()
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            logs = s.Logs;
            logs.KeepsParts = true;
            s.LogLevel = LogLevel.Trace;
        });
        var callback = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members");
        var secrets = new List<string> { FakePlatform.ClientSecret, SdkWorld.Secret };
        secrets.AddRange(world.Browser.Cookies.For(new Uri(SdkWorld.App)).Values);
        await world.Browser.GetAsync(callback.AbsoluteUri);
        await world.PostAsync("/api/hello");
        secrets.AddRange(world.Browser.Cookies.For(new Uri(SdkWorld.App)).Values);
        secrets.Add((await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString()!);
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        await world.FetchTextAsync("/api/hello");
        secrets.AddRange(world.Browser.Cookies.For(new Uri(SdkWorld.App)).Values);
        secrets.Add((await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString()!);
        await world.SendRawAsync(HttpMethod.Post, "/api/jwt-hello", ("Authorization", "Bearer " + secrets[^1]));
        await world.SendRawAsync(HttpMethod.Post, "/api/jwt-hello", ("Authorization", "Bearer " + TokenDraft.Tampered(secrets[^1])));
        await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/logout");
        secrets.AddRange(world.Platform.Revoked);

        secrets.Count.ShouldBeGreaterThan(8);
        // The one cookie that is no secret: the tenant's name, as it stands in the address of every login.
        foreach (var secret in secrets.Where(s => s != "acme"))
        {
            logs.Lines.Where(l => l.Text.Contains(secret, StringComparison.Ordinal)).Select(l => l.Text).ShouldBeEmpty();
            logs.Parts.Where(part => part.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Every_business_event_is_counted()
    {
        await using var world = await SdkWorld.StartAsync();
        var meters = world.Services.GetRequiredService<IMeterFactory>();
        using var logins = new MetricCollector<long>(meters, "Wristband.AspNetCore", "wristband.logins");
        using var refreshes = new MetricCollector<long>(meters, "Wristband.AspNetCore", "wristband.refreshes");
        using var issued = new MetricCollector<long>(meters, "Wristband.AspNetCore", "wristband.sessions.issued");
        using var ended = new MetricCollector<long>(meters, "Wristband.AspNetCore", "wristband.sessions.ended");
        using var csrf = new MetricCollector<long>(meters, "Wristband.AspNetCore", "wristband.csrf.refusals");
        using var keys = new MetricCollector<long>(meters, "Wristband.AspNetCore", "wristband.signing_keys.fetches");
        using var bearer = new MetricCollector<long>(meters, "Wristband.AspNetCore", "wristband.bearer.refusals");
        using var calls = new MetricCollector<double>(meters, "Wristband.AspNetCore", "wristband.backchannel.duration");

        await world.SignInAsync();
        await world.SendRawAsync(
            HttpMethod.Post, "/api/hello", ("Cookie", world.Browser.Cookies.Header(new Uri(SdkWorld.App))!),
            ("Sec-Fetch-Site", "cross-site"));
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        var cookies = world.Browser.Cookies.Header(new Uri(SdkWorld.App))!;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies))));
        await world.SendRawAsync(HttpMethod.Post, "/api/jwt-hello", ("Authorization", "Bearer nonsense"));
        await world.Browser.GetOnceAsync($"{SdkWorld.App}/api/auth/logout");

        Values(logins, "result").ShouldBe(["started", "completed"]);
        Values(refreshes, "result").Order().ShouldBe(["joined", "joined", "joined", "joined", "refreshed"]);
        Values(issued, "cause").Order().ShouldBe(["login", "refresh", "refresh", "refresh", "refresh", "refresh"]);
        Values(ended, "cause").ShouldBe(["logout"]);
        Values(csrf, "reason").ShouldBe(["csrf_cross_site"]);
        Values(keys, "result").ShouldBe(["ok"]);
        Values(bearer, "reason").ShouldBe(["unreadable"]);
        Values(calls, "endpoint").ShouldBe(["sdk-configuration", "token.code", "jwks", "userinfo", "token.refresh", "userinfo", "revoke"]);
    }

    [Fact]
    public async Task A_cookie_that_is_written_again_because_the_session_is_in_use_is_counted_as_that()
    {
        await using var world = await SdkWorld.StartAsync();
        using var issued = new MetricCollector<long>(
            world.Services.GetRequiredService<IMeterFactory>(), "Wristband.AspNetCore", "wristband.sessions.issued");
        await world.SignInAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.FetchTextAsync("/api/hello");
        await world.FetchTextAsync("/api/hello");

        Values(issued, "cause").ShouldBe(["login", "sliding"]);
    }

    // Tags are documented where their instrument is.
    [Fact]
    public async Task Every_tag_that_is_sent_stands_in_the_documents_table()
    {
        var rows = (await File.ReadAllLinesAsync(Repository.Folder("docs/observability.md")))
            .Where(l => l.StartsWith("| `wristband.", StringComparison.Ordinal)).ToArray();
        var sent = new ConcurrentDictionary<string, string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Wristband.AspNetCore") l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        await using var world = await SdkWorld.StartAsync();

        await world.SignInAsync();
        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/callback?state=nonsense");
        await world.SendRawAsync(HttpMethod.Post, "/api/jwt-hello", ("Authorization", "Bearer nonsense"));
        world.Platform.Answers["token.refresh"] = context => FakePlatform.RefuseAsync(context, 400, "invalid_grant");
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        await world.FetchTextAsync("/api/hello");

        sent.Keys.Count.ShouldBeGreaterThan(8);
        sent.Keys.Where(key => !rows.Any(row => row.StartsWith($"| `{key.Split(' ')[0]}`", StringComparison.Ordinal)
            && row.Contains($"`{key.Split(' ')[1]}`", StringComparison.Ordinal))).ShouldBeEmpty();

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags) sent[$"{instrument.Name} {tag.Key}"] = "";
        }
    }

    private static string[] Values<T>(MetricCollector<T> collector, string tag) where T : struct =>
        [.. collector.GetMeasurementSnapshot().Select(m => (string)m.Tags[tag]!)];
}
