using System.Diagnostics;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Commands;

/// <summary>The platform's binary as an operator calls it: a line, an exit code and what was printed.</summary>
internal static class PlatformCommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<(int ExitCode, string Output)> RunAsync(string dataDirectory, params string[] line)
    {
        var start = new ProcessStartInfo("dotnet", [Binaries.Dll("Wristband.Platform"), .. line])
        {
            WorkingDirectory = Repository.Folder("src/Wristband.Platform"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Platform__DataDirectory"] = dataDirectory,
                ["Platform__SeedFile"] = "",
            },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }
}
