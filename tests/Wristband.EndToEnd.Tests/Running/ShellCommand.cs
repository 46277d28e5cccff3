using System.Diagnostics;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>A command that runs to its end: its exit code, and everything that it printed.</summary>
internal static class ShellCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs one of the repository's scripts, as make does. A failure fails the test with what was printed.</summary>
    public static async Task<string> RunScriptAsync(string script, IReadOnlyDictionary<string, string> environment)
    {
        var (exitCode, output) = await TryScriptAsync(script, environment);
        exitCode.ShouldBe(0, $"{script}\n{output}");
        return output;
    }

    /// <summary>Runs one of the repository's scripts, as make does.</summary>
    public static Task<(int ExitCode, string Output)> TryScriptAsync(string script, IReadOnlyDictionary<string, string> environment)
    {
        var start = DotnetCommand.Clean(new ProcessStartInfo("bash", [Path.Combine(TestSupport.Repository.Root, script)]));
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return RunAsync(start);
    }
}
