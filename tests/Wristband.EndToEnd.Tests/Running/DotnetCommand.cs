using System.Diagnostics;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>A command of the .NET SDK, as a person types it.</summary>
internal static class DotnetCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs <c>dotnet</c> in a folder and returns what it printed; a failure fails the test with it.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Helpers that stay behind would keep the output open, and this test waiting for its end.
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        // What the test runner set for its own build and run is not this command's.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.Ordinal) || k == "DOTNET_HOST_PATH")
            .ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        var printed = await output + await errors;
        process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{printed}");
        return printed;
    }
}
