using System.Diagnostics;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Running;

/// <summary>A server in a process of its own; its last lines explain a test that fails.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private readonly Process _process;
    private readonly List<string> _output = [];

    private ChildProcess(Launch launch)
    {
        var start = new ProcessStartInfo(launch.File, launch.Arguments)
        {
            WorkingDirectory = launch.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in launch.Environment) start.Environment[key] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{launch.File} could not be started.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output
    {
        get { lock (_output) return string.Join('\n', _output); }
    }

    /// <summary>Returns once the server answers at this address with anything but a server error.</summary>
    public static async Task<ChildProcess> StartAsync(Launch launch, string readyUrl)
    {
        var child = new ChildProcess(launch);
        using var client = new HttpMessageInvoker(LoopbackNetwork.Handler());
        using var patience = new CancellationTokenSource(Patience);
        while (!await AnswersAsync(client, readyUrl, patience.Token))
        {
            if (child._process.HasExited) throw new InvalidOperationException($"{launch} ended while starting:\n{child.Output}");
            await Task.Delay(Pause, TimeProvider.System, patience.Token);
        }
        return child;
    }

    /// <summary>Runs a command to its end. Returns what it said.</summary>
    public static async Task<string> RunAsync(Launch launch)
    {
        var command = new ChildProcess(launch);
        using var patience = new CancellationTokenSource(Patience);
        await command._process.WaitForExitAsync(patience.Token);
        if (command._process.ExitCode != 0) throw new InvalidOperationException($"{launch} failed:\n{command.Output}");
        return command.Output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpMessageInvoker client, string url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, url), cancellationToken);
            return (int)response.StatusCode < 500;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
    }
}
