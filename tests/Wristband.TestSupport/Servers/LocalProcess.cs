using System.Collections.Concurrent;
using System.Diagnostics;

namespace Wristband.TestSupport.Servers;

/// <summary>A program that a test run starts for itself. It never outlives the run, and its last lines explain a failure.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _readyLine;

    private LocalProcess(string file, IEnumerable<string> arguments, string? readyLine)
    {
        _readyLine = readyLine;
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{file} ended:\n{string.Join('\n', _output)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    public int Id => _process.Id;

    /// <summary>Returns once the program has written a line that contains these words.</summary>
    public static async Task<LocalProcess> StartAsync(string file, IEnumerable<string> arguments, string readyLine)
    {
        var started = new LocalProcess(file, arguments, readyLine);
        await started._ready.Task.WaitAsync(Patience);
        return started;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(string file, params string[] arguments)
    {
        await using var command = new LocalProcess(file, arguments, readyLine: null);
        await command._process.WaitForExitAsync().WaitAsync(Patience);
        if (command._process.ExitCode != 0)
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} failed:\n{string.Join('\n', command._output)}");
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // Already disposed of.
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (_readyLine is not null && line.Contains(_readyLine, StringComparison.Ordinal)) _ready.TrySetResult();
    }
}
