using System.Diagnostics;
using System.Globalization;

namespace Wristband.Bench.Running;

/// <summary>A server under test as a process of its own; ends with this one.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private readonly Process _process;
    private readonly List<string> _lastLines = [];
    private bool _disposed;

    private Server(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (key, value) in environment) start.Environment[key] = value;
        _process = Process.Start(start) ?? throw new BenchException($"{file} could not be started.");
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>From the start of the process to its first good answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Resident memory now, in MB; the kernel's own figure.</summary>
    public double ResidentMegabytes => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line["VmRSS:".Length..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture) / 1024).Single();

    public static async Task<Server> StartAsync(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string folder, string readyUrl)
    {
        var started = TimeProvider.System.GetTimestamp();
        var server = new Server(file, arguments, environment, folder);
        using var client = Network.NewClient();
        while (!await AnswersAsync(client, readyUrl))
        {
            if (server._process.HasExited)
                throw new BenchException($"{file} {string.Join(' ', arguments)} ended while starting:\n{server.LastLines()}");
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new BenchException($"Nothing answered at {readyUrl}:\n{server.LastLines()}");
            await Task.Delay(Pause, TimeProvider.System);
        }
        server.ReadyAfter = TimeProvider.System.GetElapsedTime(started);
        return server;
    }

    public string LastLines()
    {
        lock (_lastLines) return string.Join('\n', _lastLines);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpMessageInvoker client, string url)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await client.SendAsync(request, CancellationToken.None);
            return (int)response.StatusCode < 500;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (_lastLines)
        {
            if (_lastLines.Count == 30) _lastLines.RemoveAt(0);
            _lastLines.Add(line);
        }
    }
}
