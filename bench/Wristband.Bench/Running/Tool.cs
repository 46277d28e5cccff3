using System.Diagnostics;

namespace Wristband.Bench.Running;

/// <summary>A command that runs to its end and whose output is the result.</summary>
internal static class Tool
{
    public static async Task<string> RunAsync(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        using var process = Process.Start(start) ?? throw new BenchException($"{file} could not be started.");
        var problems = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new BenchException($"{file} ended with {process.ExitCode}: {await problems} {output}");
    }
}
