using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Watching;

/// <summary>What goes well is no reason to wake anybody: both products as Production, nothing above Information in their logs.</summary>
public class Quiet_in_Production
{
    private const string Demo = "https://localhost:6001";
    private readonly Collected _platformLog = new();
    private readonly Collected _demoLog = new();
    private readonly string _email = $"{Some.Name("ann")}@example.com";

    [Fact]
    public async Task A_normal_journey_logs_no_warning_and_no_stack()
    {
        await using var platform = await StartPlatformAsync();
        var application = await platform.ApplicationAsync(Demo + "/api/auth/login", Demo + "/api/auth/callback");
        await using var demo = await StartDemoAsync(platform, application);
        var browser = demo.NewBrowser();
        var workspace = Some.Name("acme");

        (await SignUpAsync(platform, browser, workspace)).Text.ShouldContain("Hello, Ann");
        platform.Time.Advance(TimeSpan.FromMinutes(40));
        (await browser.GetAsync(Demo + "/classic")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await browser.GetAsync(Demo + "/health/ready");
        await browser.GetAsync(application.Base + "/health/ready");
        await browser.GetAsync(Demo + "/api/auth/logout");
        var login = await browser.GetAsync($"{Demo}/api/auth/login?tenant_name={workspace}");
        var home = await browser.SubmitAsync(login, "#login", Fields(("email", _email), ("password", The.Password)));
        home.Text.ShouldContain("Hello, Ann");
        await browser.GetAsync(Demo + "/api/auth/logout");
        await platform.StopAsync();

        _platformLog.Lines.ShouldNotBeEmpty("the platform tells of mails");
        _platformLog.Alarming.ShouldBeEmpty();
        _demoLog.Lines.ShouldNotBeEmpty("the demo tells that it listens");
        _demoLog.Alarming.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_journey_that_does_not_go_well_can_fail()
    {
        await using var platform = await StartPlatformAsync();
        await using var demo = await StartDemoAsync(platform, await platform.ApplicationAsync(Demo + "/api/auth/login"));

        await demo.NewBrowser().GetAsync(Demo + "/api/auth/callback?code=a&state=" + new string('a', 43));

        _demoLog.Alarming.ShouldNotBeEmpty();
    }

    private Task<PlatformHost> StartPlatformAsync() => ProductionPlatform.StartAsync(builder => Collect(builder, _platformLog));

    private Task<DemoHost> StartDemoAsync(PlatformHost platform, SomeApplication application) => DemoHost.StartAsync(
        platform, application,
        new Dictionary<string, string?>
        {
            ["Wristband:ApplicationVanityDomain"] = application.Authority,
            ["Wristband:SessionSecrets:0"] = "a secret of this test, which is long enough for it",
            ["Demo:MigrateAtStart"] = "true",
            ["Logging:LogLevel:Default"] = "Information",
        },
        builder => Collect(builder, _demoLog), environment: "Production");

    private async Task<Page> SignUpAsync(PlatformHost platform, Browser browser, string workspace)
    {
        var home = await browser.GetAsync(Demo + "/");
        var form = await browser.FollowAsync(home, home.Document.QuerySelector("main a[href*='/signup']")!.GetAttribute("href")!);
        await browser.SubmitAsync(form, "#signup", Fields(
            ("workspace", workspace), ("given_name", "Ann"), ("family_name", "Owner"), ("email", _email)));
        var confirm = await browser.GetAsync(await platform.LinkMailedToAsync(_email));
        return await browser.SubmitAsync(confirm, "#confirm", Fields(("password", The.Password)));
    }

    private static void Collect(WebApplicationBuilder builder, Collected log)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddProvider(log);
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(f => f.Name, f => f.Value);

    private sealed class Collected : ILoggerProvider
    {
        public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

        public IEnumerable<string> Alarming =>
            Lines.Where(l => l.Level >= LogLevel.Warning || l.Text.Contains("   at ", StringComparison.Ordinal)).Select(l => l.Text);

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Logger(Collected log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                log.Lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
        }
    }
}
