using System.Diagnostics;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Commands;

/// <summary>The platform's binary as an operator calls it: a line, an exit code and what was printed.</summary>
internal static class PlatformCommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>With the settings of this server, as an operator gives them.</summary>
    public static Task<CommandResult> RunBesideAsync(Installation running, params string[] line) =>
        RunAsync(
            running.DataDirectory, running.PlatformUrl("*").Replace("*.dev.localhost", "*", StringComparison.Ordinal), running.Database,
            line);

    public static Task<CommandResult> RunAsync(string dataDirectory, params string[] line) =>
        RunAsync(dataDirectory, "http://*:6002", database: null, line);

    private static async Task<CommandResult> RunAsync(string dataDirectory, string origin, string? database, string[] line)
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
                ["ConnectionStrings__Platform"] = database ?? "",
                ["Platform__PublicOrigins__0"] = origin,
                ["Platform__SeedFile"] = "",
            },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}

/// <summary>What a program sees of a command: its exit code, what it printed for programs, and what it said besides.</summary>
internal sealed record CommandResult(int ExitCode, string Printed, string Said)
{
    public void ShouldBeFine(string said)
    {
        ExitCode.ShouldBe(0, ToString());
        ToString().ShouldContain(said);
    }

    public void ShouldRefuse(string id)
    {
        ExitCode.ShouldBe(1, ToString());
        ToString().ShouldContain(id);
        ToString().ShouldNotContain("   at ");
    }

    public override string ToString() => Printed + Said;
}
