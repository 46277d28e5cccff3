namespace Wristband.TestSupport.Servers;

/// <summary>A sentinel that knows where the primary is.</summary>
public sealed class RedisSentinel : IAsyncDisposable
{
    public const string Service = "limits";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wb-sentinel-");
    private readonly int _port = LoopbackNetwork.FreePort();
    private LocalProcess? _process;

    /// <summary>Where it listens once it was started.</summary>
    public string Address => $"127.0.0.1:{_port}";

    /// <param name="primary">Its address, as <c>127.0.0.1:port</c>.</param>
    public async Task StartAsync(string primary)
    {
        var file = _folder.FullName + "/sentinel.conf";
        await File.WriteAllTextAsync(file, $"""
            port {_port}
            bind 127.0.0.1
            dir {_folder.FullName}
            sentinel monitor {Service} {primary.Replace(':', ' ')} 1

            """);
        _process = await LocalProcess.StartAsync("redis-server", [file, "--sentinel"], "+monitor master " + Service);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
