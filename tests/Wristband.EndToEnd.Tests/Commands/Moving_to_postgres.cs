using System.Net;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.EndToEnd.Tests.Commands;

/// <summary>A company outgrows its file: people are signed in, everything moves, and they still are.</summary>
public sealed class Moving_to_postgres
{
    [Fact]
    public async Task Nobody_is_signed_out_by_the_move()
    {
        await using var server = new PostgresServer();
        var database = await server.ConnectionStringAsync();
        await using var running = await Installation.StartAsync();
        var browser = running.NewBrowser();
        (await SignInAsync(running, browser)).Text.ShouldContain("You are signed in to acme");

        (await MoveAsync(running, database)).ShouldRefuse("WB2018: ");
        await running.KillPlatformAsync();
        (await MoveAsync(running, "Host=/nowhere;Username=app;Database=postgres;Timeout=2")).ShouldRefuse("WB2203: ");
        (await MoveAsync(running, "not a connection")).ShouldRefuse("WB2200: ");
        (await MoveAsync(running, database)).ShouldBeFine("Moved, and compared.");
        (await MoveAsync(running, database)).ShouldRefuse("WB2201: ");
        await running.StartPlatformAsync(database);

        (await browser.GetAsync(running.DemoUrl + "/notes")).Status.ShouldBe(HttpStatusCode.OK);
        // Single sign-on is still there: the way to the login ends signed in, without a password.
        var demo = new Uri(running.DemoUrl);
        foreach (var name in browser.Cookies.For(demo).Keys) browser.Cookies.Remove(demo, name);
        var back = await browser.GetAsync(running.DemoUrl + "/api/auth/login?tenant_name=acme");
        back.Text.ShouldContain("You are signed in to acme");
        (await SignInAsync(running, running.NewBrowser())).Text.ShouldContain("You are signed in to acme");
    }

    private static Task<(int ExitCode, string Output)> MoveAsync(Installation running, string to) =>
        PlatformCommandLine.RunAsync(running.DataDirectory, "database", "move", "--to", to);

    private static async Task<Page> SignInAsync(Installation running, Browser browser)
    {
        var login = await browser.GetAsync(running.DemoUrl + "/api/auth/login?tenant_name=acme");
        return await browser.SubmitAsync(
            login, "#login", new Dictionary<string, string> { ["email"] = "owner@acme.example", ["password"] = "opensesame-6002" });
    }
}
