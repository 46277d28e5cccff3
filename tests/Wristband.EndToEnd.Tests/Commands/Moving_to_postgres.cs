using Wristband.EndToEnd.Tests.Running;
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
        await SomebodyInAcme.SignInAsync(running, browser);

        (await MoveAsync(running, database)).ShouldRefuse("WB2018: ");
        await running.KillPlatformAsync();
        (await MoveAsync(running, "Host=/nowhere;Username=app;Database=postgres;Timeout=2")).ShouldRefuse("WB2203: ");
        (await MoveAsync(running, "not a connection")).ShouldRefuse("WB2200: ");
        (await MoveAsync(running, database)).ShouldBeFine("Moved, and compared.");
        (await MoveAsync(running, database)).ShouldRefuse("WB2201: ");
        await running.StartPlatformAsync(database);

        await SomebodyInAcme.ShouldStillBeSignedInAsync(running, browser);
        await SomebodyInAcme.SignInAsync(running, running.NewBrowser());
    }

    private static Task<(int ExitCode, string Output)> MoveAsync(Installation running, string to) =>
        PlatformCommandLine.RunAsync(running.DataDirectory, "database", "move", "--to", to);
}
