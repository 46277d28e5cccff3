using System.CommandLine;
using Wristband.Platform.Data;

namespace Wristband.Platform.Cli;

/// <summary><c>backup --to FILE</c></summary>
internal static class BackupCommand
{
    public static Command Create(Func<WebApplication> build)
    {
        var to = new Option<FileInfo>("--to") { Description = "The file to write. It must not exist.", Required = true };
        var command = new Command(
            "backup", "Writes the whole database into one file, beside a running server as well. The master key is not in it.") { to };
        command.SetAction(async (line, cancellationToken) =>
        {
            await using var app = build();
            var file = line.GetRequiredValue(to).FullName;
            var bytes = await app.Services.GetRequiredService<DatabaseBackup>().WriteAsync(file, cancellationToken);
            await line.InvocationConfiguration.Output.WriteLineAsync(
                $"Wrote {file} ({bytes} bytes). Keep the master key apart from it: neither is of use without the other.");
            return 0;
        });
        return command;
    }
}
