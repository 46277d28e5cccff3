using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>Platform and demo as two processes on ports and data of their own, seeded like the product's own development start.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wristband-e2e-");
    private readonly int _platformPort = LoopbackNetwork.FreePort();
    private readonly int _platformTlsPort = LoopbackNetwork.FreePort();
    private readonly int _demoPort = LoopbackNetwork.FreePort();
    private ServerProcess? _platform;
    private ServerProcess? _demo;

    private Installation(string? demoUrl) => DemoUrl = demoUrl ?? $"http://localhost:{_demoPort}";

    public string DemoUrl { get; }

    /// <summary>The application's host at the platform's TLS port, as a .env names it.</summary>
    public string SecureApplication => $"demo.dev.localhost:{_platformTlsPort}";

    public string ApplicationUrl => PlatformUrl("demo");

    public string MailboxUrl => PlatformUrl("mail");

    public string DatabaseFile => Path.Combine(_data.FullName, "platform.db");

    public string PlatformOutput => _platform?.Output ?? "";

    /// <summary>The file with the three values that the platform wrote for the demo.</summary>
    public string DemoSettings => Path.Combine(_data.FullName, "demo.env");

    public string PlatformUrl(string label) => $"http://{label}.dev.localhost:{_platformPort}";

    public static async Task<Installation> StartAsync()
    {
        var installation = await StartWithoutDemoAsync();
        await installation.StartDemoAsync();
        return installation;
    }

    /// <summary>For an application that takes the demo's place, at <see cref="DemoUrl"/> and with <see cref="DemoSettings"/>.</summary>
    public static async Task<Installation> StartWithoutDemoAsync(string? demoUrl = null)
    {
        var installation = new Installation(demoUrl);
        await installation.StartPlatformAsync();
        return installation;
    }

    /// <summary>A browser over real sockets.</summary>
    public Browser NewBrowser() => new(LoopbackNetwork.Handler(), TimeProvider.System);

    public Task KillPlatformAsync() => _platform!.KillAsync();

    public ServerProcess Platform => _platform!;

    public async Task StartPlatformAsync() =>
        _platform = await ServerProcess.StartAsync("Wristband.Platform", _platformPort, new Dictionary<string, string>
        {
            ["Platform__DataDirectory"] = _data.FullName,
            ["Platform__PublicOrigins__0"] = $"http://*:{_platformPort}",
            ["Platform__PublicOrigins__1"] = $"https://*:{_platformTlsPort}",
            ["Platform__SeedFile"] = WriteSeed(),
        });

    public async ValueTask DisposeAsync()
    {
        if (_demo is not null) await _demo.DisposeAsync();
        if (_platform is not null) await _platform.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task StartDemoAsync()
    {
        var environment = File.ReadLines(DemoSettings)
            .Where(line => line.Length > 0).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        environment["ASPNETCORE_URLS"] = DemoUrl;
        environment["Demo__DataDirectory"] = _data.FullName;
        _demo = await ServerProcess.StartAsync("Wristband.DemoApp", _demoPort, environment);
    }

    private string WriteSeed()
    {
        var path = Path.Combine(_data.FullName, "seed.json");
        var seed = File.ReadAllText(Repository.Folder("src/Wristband.Platform/seed.json"));
        File.WriteAllText(path, seed.Replace("http://localhost:6001", DemoUrl, StringComparison.Ordinal));
        return path;
    }
}
