using System.CommandLine;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Cli;

/// <summary>
/// The command line of the platform's binary. Without a verb it serves, and what follows is configuration as for every ASP.NET Core
/// application. The other commands take their settings from where the server takes them: files and environment.
/// </summary>
internal static class PlatformCommand
{
    private const string Serve = "serve";

    /// <param name="arguments">What was typed.</param>
    /// <param name="serve">Runs the server with the rest of the line.</param>
    /// <param name="build">The platform with its settings, not started.</param>
    /// <returns>The exit code: 0, or 1 with what is wrong on the screen.</returns>
    public static async Task<int> RunAsync(string[] arguments, Func<string[], Task<int>> serve, Func<WebApplication> build)
    {
        try
        {
            if (IsServe(arguments)) return await serve(arguments is [Serve, .. var rest] ? rest : arguments);
            var root = new RootCommand("Wristband.Platform: sign-in for applications whose customers are companies.")
            {
                new Command(Serve, "Serves, until it is told to stop. This is what happens without a command, too."),
                SetupCommand.Create(build),
                BackupCommand.Create(build),
                RestoreCommand.Create(build),
                DatabaseCommand.Create(build),
                HealthCommand.Create(),
            };
            return await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception problem) when (StartProblems.Of(problem) is { Count: > 0 } problems)
        {
            StartProblems.Tell(problems);
            return 1;
        }
    }

    private static bool IsServe(string[] arguments) => arguments switch
    {
        [] => true,
        [Serve, "-h" or "--help" or "-?", ..] => false,
        [Serve, ..] => true,
        ["-h" or "--help" or "-?" or "--version", ..] => false,
        [var first, ..] => first.StartsWith('-'),
    };
}
