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

    private readonly string _seed;
    private readonly Func<string, IReadOnlyDictionary<string, string>>? _more;

    private Installation(string? demoUrl, string? seed, Func<string, IReadOnlyDictionary<string, string>>? more)
    {
        _more = more;
        DemoUrl = demoUrl ?? $"http://localhost:{_demoPort}";
        _seed = seed ?? File.ReadAllText(Repository.Folder("src/Wristband.Platform/seed.json"));
    }

    public string DemoUrl { get; }

    /// <summary>The application's host at the platform's TLS port, as a .env names it.</summary>
    public string SecureApplication => $"demo.dev.localhost:{_platformTlsPort}";

    public string ApplicationUrl => PlatformUrl("demo");

    public string MailboxUrl => PlatformUrl("mail");

    public string DataDirectory => _data.FullName;

    public string DatabaseFile => Path.Combine(_data.FullName, "platform.db");

    public string PlatformOutput => _platform?.Output ?? "";

    /// <summary>The file with the three values that the platform wrote for the demo.</summary>
    public string DemoSettings => Path.Combine(_data.FullName, "demo.env");

    public string PlatformUrl(string label) => $"http://{label}.dev.localhost:{_platformPort}";

    /// <summary>Starts both, with this seed file's text in place of the product's own, and more variables for each project.</summary>
    public static async Task<Installation> StartAsync(
        string? seed = null, Func<string, IReadOnlyDictionary<string, string>>? more = null)
    {
        var installation = await StartWithoutDemoAsync(seed: seed, more: more);
        await installation.StartDemoAsync();
        return installation;
    }

    /// <summary>For an application that takes the demo's place, at <see cref="DemoUrl"/> and with <see cref="DemoSettings"/>.</summary>
    public static async Task<Installation> StartWithoutDemoAsync(
        string? demoUrl = null, string? seed = null, Func<string, IReadOnlyDictionary<string, string>>? more = null)
    {
        var installation = new Installation(demoUrl, seed, more);
        await installation.StartPlatformAsync();
        return installation;
    }

    /// <summary>A platform on which nothing is set up yet.</summary>
    /// <param name="database">The connection string of a database elsewhere; null for the file in the data directory.</param>
    public static async Task<Installation> StartEmptyAsync(string? database = null)
    {
        var installation = new Installation(demoUrl: null, seed: """{ "applications": [] }""", more: null) { Database = database };
        await installation.StartPlatformAsync(database);
        return installation;
    }

    /// <summary>The connection string of the database, when it is not the file in the data directory.</summary>
    public string? Database { get; private init; }

    /// <summary>A browser over real sockets.</summary>
    public Browser NewBrowser() => new(LoopbackNetwork.Handler(), TimeProvider.System);

    public Task KillPlatformAsync() => _platform!.KillAsync();

    public ServerProcess Platform => _platform!;

    public ServerProcess Demo => _demo!;

    /// <param name="database">The connection string of a database elsewhere; null for the file in the data directory.</param>
    public async Task StartPlatformAsync(string? database = null) => _platform = await StartAsync(
        "Wristband.Platform", _platformPort, new Dictionary<string, string>
        {
            ["ConnectionStrings__Platform"] = database ?? "",
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

    /// <param name="settings">The values of its .env; those that the platform wrote unless given.</param>
    public async Task StartDemoAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var environment = new Dictionary<string, string>(settings ?? EnvFile.Read(DemoSettings))
        {
            ["ASPNETCORE_URLS"] = DemoUrl,
            ["Demo__DataDirectory"] = _data.FullName,
            // A place on another origin, for journeys that end there.
            ["Wristband__AllowedReturnOrigins__0"] = MailboxUrl,
        };
        _demo = await StartAsync("Wristband.DemoApp", _demoPort, environment);
    }

    private Task<ServerProcess> StartAsync(string project, int port, Dictionary<string, string> environment)
    {
        foreach (var (name, value) in _more?.Invoke(project) ?? new Dictionary<string, string>()) environment[name] = value;
        return ServerProcess.StartAsync(project, port, environment);
    }

    private string WriteSeed()
    {
        var path = Path.Combine(_data.FullName, "seed.json");
        File.WriteAllText(path, _seed.Replace("http://localhost:6001", DemoUrl, StringComparison.Ordinal));
        return path;
    }
}
