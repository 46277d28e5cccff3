using System.CommandLine;
using Wristband.Platform.Data;

namespace Wristband.Platform.Cli;

/// <summary><c>database move --to "Host=…"</c></summary>
internal static class DatabaseCommand
{
    public static Command Create(Func<WebApplication> build)
    {
        var to = new Option<string>("--to")
        {
            Description = "The connection string of an empty PostgreSQL database.",
            Required = true,
        };
        var move = new Command(
            "move", "Copies everything into PostgreSQL: nobody is signed out. No server may run. This database stays as it is.") { to };
        move.SetAction(async (line, cancellationToken) =>
        {
            await using var app = build();
            if (app.Services.GetService<DatabaseMove>() is not { } mover)
            {
                await line.InvocationConfiguration.Error.WriteLineAsync(
                    "WB2204: The database is PostgreSQL already. Move from one to another with pg_dump and pg_restore.");
                return 1;
            }
            var output = line.InvocationConfiguration.Output;
            foreach (var (table, rows) in await mover.MoveAsync(line.GetRequiredValue(to), cancellationToken))
                await output.WriteLineAsync($"{rows,10}  {table}");
            await output.WriteLineAsync("Moved, and compared. Set ConnectionStrings:Platform to it, keep the master key, and start.");
            return 0;
        });
        return new Command("database", "Works on the database.") { move };
    }
}
