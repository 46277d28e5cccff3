using System.Text.Json;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.EndToEnd.Tests.Commands;

/// <summary>
/// The way of docs/api.md: an empty platform, one command, the sample program with nothing but what the command printed, and the demo signs
/// somebody in.
/// </summary>
public class From_nothing_to_a_sign_in
{
    [Fact]
    public async Task On_SQLite() => await WalkAsync(database: null);

    [Fact]
    public async Task On_PostgreSQL()
    {
        await using var server = new PostgresServer();
        await WalkAsync(await server.ConnectionStringAsync());
    }

    private static async Task WalkAsync(string? database)
    {
        await using var running = await Installation.StartEmptyAsync(database);
        var printed = await PlatformCommandLine.RunBesideAsync(
            running, "setup", "--application", "Field Notes", "--host", "auth.dev.localhost", "--admin", "ann@example.com", "--json");
        printed.ExitCode.ShouldBe(0, printed.ToString());
        var made = JsonDocument.Parse(printed.Printed).RootElement;

        using var http = new HttpClient(LoopbackNetwork.Handler());
        var sample = new Provisioning(http, running.PlatformUrl("auth"), Of(made, "applicationId"));
        var (clientId, clientSecret) = await sample.RunAsync(
            Of(made, "clientId"), Of(made, "clientSecret"), running.DemoUrl, "bob@acme.example");
        await running.StartDemoAsync(new Dictionary<string, string>
        {
            ["APPLICATION_VANITY_DOMAIN"] = running.PlatformUrl("auth"),
            ["CLIENT_ID"] = clientId,
            ["CLIENT_SECRET"] = clientSecret,
        });

        var browser = running.NewBrowser();
        var login = await browser.GetAsync(running.DemoUrl + "/api/auth/login?tenant_name=acme");
        var forgot = await browser.FollowAsync(login, login.Document.QuerySelector("a[href*='/forgot-password']")!.GetAttribute("href")!);
        await browser.SubmitAsync(forgot, "form", new Dictionary<string, string> { ["email"] = "bob@acme.example" });
        var form = await browser.GetAsync(await LinkOfMailAsync(running, "bob@acme.example"));
        var home = await browser.SubmitAsync(form, "form", new Dictionary<string, string> { ["password"] = "correct-horse-6002" });
        home.Text.ShouldContain("You are signed in to acme");
    }

    private static async Task<string> LinkOfMailAsync(Installation running, string recipient)
    {
        var reader = running.NewBrowser();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var mailbox = await reader.GetAsync(running.MailboxUrl + "/?to=" + Uri.EscapeDataString(recipient));
            if (mailbox.Document.QuerySelector("p.actions a.button")?.GetAttribute("href") is { } link) return link;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private static string Of(JsonElement made, string name) => made.GetProperty(name).GetString()!;
}
