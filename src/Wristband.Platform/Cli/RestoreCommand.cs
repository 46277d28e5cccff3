using System.CommandLine;
using Wristband.Platform.Data;

namespace Wristband.Platform.Cli;

/// <summary><c>restore --from FILE [--replace]</c></summary>
internal static class RestoreCommand
{
    public static Command Create(Func<WebApplication> build)
    {
        var from = new Option<FileInfo>("--from") { Description = "A file that 'backup' wrote.", Required = true };
        var replace = new Option<bool>("--replace")
        {
            Description = "Sets a database that is there aside, under another name.",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command(
            "restore", "Puts a backup in place, after it was looked at: whole, of a known version, and of this master key. No server may "
            + "run.") { from, replace };
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var app = build();
            var aside = await app.Services.GetRequiredService<DatabaseBackup>()
                .RestoreAsync(line.GetRequiredValue(from).FullName, line.GetResult(replace) is { Implicit: false }, cancellationToken);
            var output = line.InvocationConfiguration.Output;
            await output.WriteLineAsync("Restored. Start the platform.");
            if (aside is not null) await output.WriteLineAsync($"The database that was there is now {aside}.");
            return 0;
        });
        return command;
    }
}
