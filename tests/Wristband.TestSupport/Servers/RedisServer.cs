namespace Wristband.TestSupport.Servers;

/// <summary>A real Redis of the test run's own, started when the first test asks for it. Nothing is kept on disk.</summary>
/// <param name="password">What it asks of everybody; nothing unless given.</param>
public sealed class RedisServer(string? password = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private LocalProcess? _process;
    private int _port;

    /// <summary>Where it listens: <c>127.0.0.1:port</c>.</summary>
    public async Task<string> AddressAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_port == 0) await StartAsync();
        }
        finally
        {
            _starting.Release();
        }
        return $"127.0.0.1:{_port}";
    }

    /// <summary>kill -9. It forgets everything.</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Starts it at the same address.</summary>
    public async Task StartAgainAsync() => _process = await StartAsync(_port);

    /// <summary>From now on it takes connections and commands and answers none.</summary>
    public Task FreezeAsync() => LocalProcess.RunAsync("kill", "-STOP", $"{_process!.Id}");

    /// <summary>Answers again, also what came meanwhile.</summary>
    public Task ThawAsync() => LocalProcess.RunAsync("kill", "-CONT", $"{_process!.Id}");

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_process is not null) await _process.DisposeAsync();
    }

    private async Task StartAsync()
    {
        for (var attempt = 1; _port == 0; attempt++)
        {
            var port = LoopbackNetwork.FreePort();
            try
            {
                _process = await StartAsync(port);
                _port = port;
            }
            // Somebody else may have taken the port meanwhile.
            catch (InvalidOperationException) when (attempt < 3)
            {
            }
        }
    }

    private Task<LocalProcess> StartAsync(int port) => LocalProcess.StartAsync(
        "redis-server",
        ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(),
            .. password is null ? (string[])[] : ["--requirepass", password]],
        "Ready to accept connections");
}
