using Microsoft.Data.Sqlite;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>Platform and demo behind one nginx, at https origins; access tokens live for seconds.</summary>
public sealed class InstallationBehindNginx : IAsyncLifetime
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(4);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-behind-nginx-");
    private readonly int _port = LoopbackNetwork.FreePort();
    private readonly List<IAsyncDisposable> _running = [];
    private Nginx? _nginx;

    public string DemoUrl => $"https://app.dev.localhost:{_port}";

    /// <summary>What nginx could not pass on, and why.</summary>
    public string Complaints => _nginx!.Complaints;

    public async ValueTask InitializeAsync()
    {
        var certificate = await DevelopmentCertificate.ExportAsync(_folder.FullName);
        var (platformPort, demoPort) = (LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort());
        _running.Add(await ServerProcess.StartAsync("Wristband.Platform", platformPort, PlatformSettings(platformPort)));
        await ShortenTokensAsync();
        _running.Add(_nginx = await Nginx.StartAsync(_port, certificate, demoPort, platformPort));
        _running.Add(await ServerProcess.StartAsync("Wristband.DemoApp", demoPort, DemoSettings(demoPort, certificate)));
    }

    public async ValueTask DisposeAsync()
    {
        _running.Reverse();
        foreach (var running in _running) await running.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // No setting makes tokens live for seconds, and nobody has asked for a client yet.
    private async Task ShortenTokensAsync()
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "platform.db")};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "UPDATE OAuthClients SET AccessTokenLifetime = $life";
        command.Parameters.AddWithValue("$life", TokenLife.Ticks);
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }

    private Dictionary<string, string> PlatformSettings(int port)
    {
        var seed = Path.Combine(_folder.FullName, "seed.json");
        File.WriteAllText(seed, File.ReadAllText(Repository.Folder("src/Wristband.Platform/seed.json"))
            .Replace("http://localhost:6001", DemoUrl, StringComparison.Ordinal));
        return new()
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{port}",
            ["Platform__DataDirectory"] = _folder.FullName,
            ["Platform__PublicOrigins__0"] = $"https://*:{_port}",
            ["Platform__PublicOrigins__1"] = $"https://*:{_port}",
            ["Platform__Proxies__KnownProxies__0"] = "127.0.0.1",
            ["Platform__SeedFile"] = seed,
        };
    }

    private Dictionary<string, string> DemoSettings(int port, DevelopmentCertificate certificate) =>
        new(EnvFile.Read(Path.Combine(_folder.FullName, "demo.env")))
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{port}",
            ["Demo__DataDirectory"] = _folder.FullName,
            ["Demo__KnownProxies__0"] = "127.0.0.1",
            ["SSL_CERT_FILE"] = certificate.File,
        };
}
