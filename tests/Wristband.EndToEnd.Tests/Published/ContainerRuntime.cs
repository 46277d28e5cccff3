using System.ComponentModel;
using System.Diagnostics;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Published;

/// <summary>Docker or podman, whichever answers; CONTAINER_RUNTIME names another, with the options that it needs on this machine.</summary>
internal sealed class ContainerRuntime
{
    private readonly string[] _command;

    private ContainerRuntime(string[] command) => _command = command;

    /// <summary>Null where none runs: the command alone starts no container.</summary>
    public static async Task<ContainerRuntime?> FindAsync()
    {
        string[] candidates =
            Environment.GetEnvironmentVariable("CONTAINER_RUNTIME") is { Length: > 0 } named ? [named] : ["docker", "podman"];
        foreach (var runtime in candidates.Select(candidate => new ContainerRuntime(candidate.Split(' '))))
        {
            try
            {
                if ((await runtime.TryAsync("info")).ExitCode == 0) return runtime;
            }
            catch (Win32Exception)
            {
                // There is no such command.
            }
        }
        return null;
    }

    public async Task<string> RunAsync(params string[] arguments)
    {
        var (exitCode, output) = await TryAsync(arguments);
        exitCode.ShouldBe(0, output);
        return output;
    }

    public Task<(int ExitCode, string Output)> TryAsync(params string[] arguments) =>
        ShellCommand.RunAsync(new ProcessStartInfo(_command[0], [.. _command.Skip(1), .. arguments]));
}
