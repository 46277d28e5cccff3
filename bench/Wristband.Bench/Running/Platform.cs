using System.Globalization;
using Wristband.TestSupport;

namespace Wristband.Bench.Running;

/// <summary>
/// The platform as operators run it: the Release build, a process of its own, SQLite on disk. Only the rate limits are lifted.
/// </summary>
internal sealed class Platform : IAsyncDisposable
{
    private static readonly string[] Limits =
    [
        "LoginPerNetwork", "LoginPerIdentifier", "LoginPerTenant", "TokenPerClient", "FailedClientPerNetwork", "AuthorizePerNetwork",
        "DiscoveryPerNetwork",
    ];

    private readonly Workspace _workspace;
    private readonly string _data;
    private string? _database;

    private Platform(Workspace workspace, string data, int port, int tlsPort)
    {
        (_workspace, _data, Port, TlsPort) = (workspace, data, port, tlsPort);
        Listens = port;
    }

    public int Port { get; }

    /// <summary>Where the process listens: for a replica another port than that of its addresses.</summary>
    public int Listens { get; private init; }

    public int TlsPort { get; }

    public Server Process { get; private set; } = null!;

    public string ApplicationHost => Host(SeedFile.Application);

    /// <summary>Of an application, or of one of its tenants.</summary>
    public string Host(string application, int? tenant = null, bool tls = false) =>
        $"{(tenant is { } number ? SeedFile.TenantName(number) + "-" : "")}{application}.dev.localhost:{(tls ? TlsPort : Port)}";

    public ClientSettings Client(string name) => ClientSettings.Read(Path.Combine(_data, name + ".env"));

    public static async Task<Platform> StartAsync(
        Workspace workspace, string name, int tenants = 1, int tenantsWithPeople = 1, int peopleEach = 32,
        string sdkAppUrl = "http://localhost:6001", string expressAppUrl = "http://localhost:6001", bool withElliptic = false,
        string? database = null)
    {
        var platform = new Platform(workspace, workspace.Folder(name), LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort())
        {
            _database = database,
        };
        SeedFile.Write(
            Path.Combine(platform._data, "seed.json"), tenants, tenantsWithPeople, peopleEach, sdkAppUrl, expressAppUrl, withElliptic);
        await File.WriteAllTextAsync(Path.Combine(platform._data, "nothing.json"), """{"applications":[]}""");
        await platform.StartAsync(seeded: true);
        return platform;
    }

    /// <summary>A replica: the same database, addresses and keys, and a port of its own.</summary>
    public async Task<Platform> StartAnotherAsync()
    {
        var another = new Platform(_workspace, _data, Port, TlsPort) { Listens = LoopbackNetwork.FreePort(), _database = _database };
        await another.StartAsync(seeded: false);
        return another;
    }

    /// <summary>Stops and starts again on the same database, without applying the seed.</summary>
    public async Task RestartAsync()
    {
        await Process.DisposeAsync();
        await StartAsync(seeded: false);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private async Task StartAsync(bool seeded)
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Logging__LogLevel__Default"] = "Warning",
            ["ConnectionStrings__Platform"] = _database ?? "",
            ["Platform__DataDirectory"] = _data,
            ["Platform__PublicOrigins__0"] = Invariant($"http://*:{Port}"),
            ["Platform__PublicOrigins__1"] = Invariant($"https://*:{TlsPort}"),
            ["Platform__SeedFile"] = Path.Combine(_data, seeded ? "seed.json" : "nothing.json"),
        };
        if (Listens != Port) environment["ASPNETCORE_URLS"] = Invariant($"http://localhost:{Listens}");
        foreach (var limit in Limits) environment[$"Platform__RateLimits__{limit}__Permits"] = "1000000";
        Process = await Server.StartAsync(
            "dotnet", [_workspace.Dll("Wristband.Platform"), "--contentRoot", _workspace.ContentRoot("Wristband.Platform")],
            environment, _workspace.Root, Invariant($"http://localhost:{Listens}/health/ready"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
