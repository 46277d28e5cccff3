using System.Diagnostics;

namespace Wristband.Compatibility.Tests.Running;

/// <summary>A server in a process of its own; its last lines explain a test that fails.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);
    private readonly Process _process;
    private readonly List<string> _output = [];

    private ChildProcess(string file, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{file} could not be started.");
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
    public static async Task<ChildProcess> StartAsync(
        string file, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, string readyUrl)
    {
        var child = new ChildProcess(file, arguments, folder, environment);
        using var client = new HttpMessageInvoker(Loopback.Handler());
        using var patience = new CancellationTokenSource(Patience);
        while (!await AnswersAsync(client, readyUrl, patience.Token))
        {
            if (child._process.HasExited) throw new InvalidOperationException($"{file} ended while starting:\n{child.Output}");
            await Task.Delay(Pause, TimeProvider.System, patience.Token);
        }
        return child;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task RunAsync(string file, IEnumerable<string> arguments, string folder)
    {
        var command = new ChildProcess(file, arguments, folder, new Dictionary<string, string>());
        using var patience = new CancellationTokenSource(Patience);
        await command._process.WaitForExitAsync(patience.Token);
        if (command._process.ExitCode != 0) throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} failed:\n{command.Output}");
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
