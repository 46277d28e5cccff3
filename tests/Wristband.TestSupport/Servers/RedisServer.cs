namespace Wristband.TestSupport.Servers;

/// <summary>A real Redis of the test run's own, started when the first test asks for it. Nothing is kept on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly Lazy<Task<(LocalProcess Process, string Address)>> _server = new(StartAsync);

    /// <summary>Where it listens: <c>127.0.0.1:port</c>.</summary>
    public async Task<string> AddressAsync() => (await _server.Value).Address;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated) await (await _server.Value).Process.DisposeAsync();
    }

    private static async Task<(LocalProcess, string)> StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackNetwork.FreePort();
            try
            {
                var process = await LocalProcess.StartAsync(
                    "redis-server",
                    ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()],
                    "Ready to accept connections");
                return (process, $"127.0.0.1:{port}");
            }
            // Somebody else may have taken the port meanwhile.
            catch (InvalidOperationException) when (attempt < 3)
            {
            }
        }
    }
}
