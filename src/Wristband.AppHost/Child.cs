using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Wristband.AppHost;

/// <summary>One of the two servers, as a process that ends with this one.</summary>
internal sealed partial class Child : IAsyncDisposable
{
    private static readonly TimeSpan PatienceAtStop = TimeSpan.FromSeconds(15);
    private readonly Process _process;

    private Child(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public bool HasExited => _process.HasExited;

    public static Child Start(Workspace workspace, string project, Dictionary<string, string> environment)
    {
        var isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(isDotnet ? Environment.ProcessPath! : "dotnet")
        {
            ArgumentList = { workspace.Dll(project), "--contentRoot", workspace.ContentRoot(project) },
            WorkingDirectory = workspace.Root,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                // What they would say of every start and every call pushes the banner away. Warnings of the product itself stay.
                ["Logging__LogLevel__Default"] = "Warning",
                ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning",
                ["Logging__LogLevel__System.Net.Http.HttpClient"] = "Warning",
                ["Logging__LogLevel__Microsoft.AspNetCore.DataProtection"] = "Error",
            },
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        return new Child(project, Process.Start(start) ?? throw new StartException($"WB3003: {project} could not be started."));
    }

    /// <summary>Returns when stopping was asked for (0) or when a server ended by itself (1).</summary>
    public static async Task<int> WaitForAnyAsync(IReadOnlyList<Child> children, CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(children.Select(child => child.WaitAsync(cancellationToken)));
        if (cancellationToken.IsCancellationRequested) return 0;
        throw new StartException($"WB3004: {(await ended).Name} ended by itself. Its last lines above say why.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            AskToStop();
            using var patience = new CancellationTokenSource(PatienceAtStop);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    private async Task<Child> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the caller looks at the token.
        }
        return this;
    }

    private void AskToStop()
    {
        if (OperatingSystem.IsWindows()) _process.Kill();
        else _ = Kill(_process.Id, SigTerm);
    }

    private const int SigTerm = 15;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
