using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Watching;

/// <summary>
/// Both products as processes that send everything to a collector, at the most talkative level, after somebody signed up, signed in, and
/// signed out. They have ended: nothing more comes.
/// </summary>
public sealed class WatchedInstallation : IAsyncLifetime
{
    private const string Password = "opensesame-6002";
    private const string Email = "owner@acme.example";
    private readonly List<(string Name, string Value)> _secrets = [("password", Password)];
    private readonly Dictionary<string, int> _prometheus = new()
    {
        ["Wristband.Platform"] = LoopbackNetwork.FreePort(),
        ["Wristband.DemoApp"] = LoopbackNetwork.FreePort(),
    };

    private OtlpCollector? _collector;

    internal IReadOnlyList<OtlpSpan> Spans => _collector!.Spans;

    /// <summary>What opens a door, by name.</summary>
    public IReadOnlyList<(string Name, string Value)> Secrets => _secrets;

    /// <summary>What names a person or a tenant.</summary>
    public IReadOnlyList<string> Names { get; } = [Email, "acme"];

    /// <summary>Each signal's text, by name; the consoles are among them.</summary>
    public Dictionary<string, string> Signals { get; } = [];

    /// <summary>What Prometheus got, by project.</summary>
    public Dictionary<string, string> Scraped { get; } = [];

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync();
        await using var installation = await Installation.StartAsync(more: Variables);
        _secrets.Add(("client secret", EnvFile.Read(installation.DemoSettings)["CLIENT_SECRET"]));
        var browser = installation.NewBrowser();
        await AskForPasswordAsync(installation, browser);
        await SignInAndOutAsync(installation, browser);
        await ScrapeAsync();
        foreach (var (name, server) in new[] { ("platform", installation.Platform), ("demo", installation.Demo) })
        {
            server.Terminate();
            (await server.ExitCodeAsync(TimeSpan.FromSeconds(30))).ShouldBe(0);
            Signals[$"console of the {name}"] = server.Output;
        }
        foreach (var signal in (string[])["traces", "metrics", "logs"]) Signals[signal] = _collector.TextOf(signal);
    }

    public ValueTask DisposeAsync() => _collector!.DisposeAsync();

    private Dictionary<string, string> Variables(string project)
    {
        var variables = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector!.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_PROMETHEUS_PORT"] = _prometheus[project].ToString(CultureInfo.InvariantCulture),
            ["OTEL_EXPORTER_PROMETHEUS_HOST"] = "localhost",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test",
            ["Logging__Console__FormatterName"] = "json",
        };
        foreach (var category in (string[])["Default", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "OpenIddict"])
            variables["Logging__LogLevel__" + category] = "Trace";
        return variables;
    }

    private async Task AskForPasswordAsync(Installation installation, Browser browser)
    {
        var login = await browser.GetAsync(installation.DemoUrl + "/api/auth/login?tenant_name=acme");
        Keep(login.Hops, "state", "nonce", "code_challenge", "req");
        var forgot = await browser.FollowAsync(login, "/forgot-password");
        await browser.SubmitAsync(forgot, "#forgot", Fields(("email", Email)));
        var mail = await new Mailbox(LoopbackNetwork.Handler(), installation.MailboxUrl).LastToAsync(Email);
        Keep([new Uri(mail.Link)], "token");
        await browser.GetAsync(mail.Link);
        Keep(browser, login.Url);
    }

    private async Task SignInAndOutAsync(Installation installation, Browser browser)
    {
        var login = await browser.GetAsync(installation.DemoUrl + "/api/auth/login?tenant_name=acme");
        Keep(login.Hops, "state", "nonce", "code_challenge", "req");
        Keep(browser, login.Url);
        Keep(browser, new Uri(installation.DemoUrl));
        await browser.SubmitAsync(login, "#login", Fields(("email", Email), ("password", "not-the-" + Password)));
        var home = await browser.SubmitAsync(login, "#login", Fields(("email", Email), ("password", Password)));
        home.Text.ShouldContain("You are signed in to acme");
        Keep(home.Hops, "code", "state");
        Keep(browser, login.Url);
        Keep(browser, new Uri(installation.DemoUrl));
        var token = await browser.FetchAsync(HttpMethod.Get, installation.DemoUrl + "/api/auth/token");
        _secrets.Add(("access token", JsonElement.Parse(await token.Content.ReadAsStringAsync()).GetProperty("accessToken").GetString()!));
        using var hello = new StringContent("""{"action":"hello"}""", System.Text.Encoding.UTF8, "application/json");
        await browser.FetchAsync(
            HttpMethod.Post, installation.DemoUrl + "/api/classic/jwt-hello", hello, ("Authorization", "Bearer " + _secrets[^1].Value));
        (await browser.GetAsync(installation.DemoUrl + "/metrics")).Status.ShouldBe(HttpStatusCode.NotFound);
        await browser.FollowAsync(home, "/api/auth/logout");
    }

    private async Task ScrapeAsync()
    {
        using var client = new HttpClient(LoopbackNetwork.Handler());
        foreach (var (project, port) in _prometheus)
        {
            Scraped[project] = await client.GetStringAsync(new Uri($"http://localhost:{port}/metrics"));
            Signals["Prometheus of " + project] = Scraped[project];
        }
    }

    private void Keep(IEnumerable<Uri> addresses, params string[] parameters)
    {
        foreach (var query in addresses.Select(a => QueryHelpers.ParseQuery(a.Query)))
        {
            foreach (var name in parameters.Where(query.ContainsKey)) _secrets.Add((name, query[name].ToString()));
        }
    }

    // A value that names the tenant stands in every address.
    private void Keep(Browser browser, Uri site) =>
        _secrets.AddRange(browser.Cookies.For(site).Where(c => c.Value.Length > 20).Select(c => ($"cookie {c.Key}", c.Value)));

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(f => f.Name, f => f.Value);
}
