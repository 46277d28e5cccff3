using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.EndToEnd.Tests.Replicas;

/// <summary>What an operator has who must not be down: PostgreSQL with a standby, two platforms, two demos, and HAProxy in front.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const int MostPeople = 10;
    // Short, so that everybody refreshes all the time; but a login must be through on busy cores before its token is over.
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(Rounds.Of(full: 4, bounded: 20));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-cluster-");
    private readonly int _port = LoopbackNetwork.FreePort();
    private readonly int[] _platformPorts = [LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort()];
    private readonly int[] _demoPorts = [LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort()];
    private readonly ServerProcess?[] _platforms = new ServerProcess?[2];
    private readonly ServerProcess?[] _demos = new ServerProcess?[2];
    private HaProxy? _proxy;
    private X509Certificate2? _trusted;

    public static string EmailOf(int number) => $"person{number}@acme.example";

    public PostgresPair Database { get; private set; } = null!;

    public string DemoUrl => $"https://app.dev.localhost:{_port}";

    public static async Task<Cluster> StartAsync()
    {
        var cluster = new Cluster();
        await cluster.StartEverythingAsync();
        return cluster;
    }

    public Browser NewBrowser() => new(LoopbackNetwork.Handler(_trusted), TimeProvider.System);

    /// <summary>kill -9 of one platform.</summary>
    public Task KillPlatformAsync(int number) => _platforms[number]!.KillAsync();

    /// <summary>What an orchestrator does for a new version: SIGTERM, wait for the end, start.</summary>
    public async Task RestartPlatformAsync(int number)
    {
        _platforms[number]!.Terminate();
        await _platforms[number]!.ExitCodeAsync(TimeSpan.FromSeconds(30));
        await StartPlatformAsync(number);
    }

    public async Task StartPlatformAsync(int number) => _platforms[number] = await ServerProcess.StartAsync(
        "Wristband.Platform", _platformPorts[number], new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{_platformPorts[number]}",
            ["ConnectionStrings__Platform"] = Database.ConnectionString,
            ["Platform__DataDirectory"] = _folder.FullName,
            ["Platform__PublicOrigins__0"] = $"https://*:{_port}",
            ["Platform__PublicOrigins__1"] = $"https://*:{_port}",
            ["Platform__Proxies__KnownProxies__0"] = "127.0.0.1",
            ["Platform__ShutdownNotice"] = "00:00:03",
            // Nobody is turned away because these cores are busy with other tests.
            ["Platform__Passwords__HashMemoryKiB"] = "1024",
            ["Platform__Passwords__HashingQueue"] = "1000",
            ["Platform__SeedFile"] = Path.Combine(_folder.FullName, "seed.json"),
        });

    /// <summary>The product's own seed, with more people in acme: many who sign in as one at once look like an attack.</summary>
    private async Task<string> SeedAsync()
    {
        var seed = JsonNode.Parse(await File.ReadAllTextAsync(Repository.Folder("src/Wristband.Platform/seed.json")))!;
        var tenants = seed["applications"]![0]!["tenants"]!.AsArray();
        var users = tenants.Single(tenant => (string)tenant!["name"]! == "acme")!["users"]!.AsArray();
        for (var number = 0; number < MostPeople; number++)
        {
            var person = users[0]!.DeepClone();
            person["email"] = EmailOf(number);
            users.Add(person);
        }
        return seed.ToJsonString().Replace("http://localhost:6001", DemoUrl, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null) await _proxy.DisposeAsync();
        foreach (var server in _demos.Concat(_platforms).OfType<ServerProcess>()) await server.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        _trusted?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task StartEverythingAsync()
    {
        Database = await PostgresPair.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "seed.json"), await SeedAsync());
        await StartPlatformAsync(0);
        await StartPlatformAsync(1);
        // No setting makes tokens live for seconds; the platforms hear of it from the database.
        await Database.ReadAsync<long>($"""
            WITH changed AS (UPDATE "OAuthClients" SET "AccessTokenLifetime" = {TokenLife.Ticks} RETURNING 1) SELECT count(*) FROM changed
            """);
        var certificate = await DevelopmentCertificate.ExportAsync(_folder.FullName);
        _trusted = X509CertificateLoader.LoadCertificateFromFile(certificate.File);
        _proxy = await HaProxy.StartAsync(_port, certificate, _demoPorts, _platformPorts);
        for (var number = 0; number < _demos.Length; number++)
        {
            _demos[number] = await ServerProcess.StartAsync("Wristband.DemoApp", _demoPorts[number], new Dictionary<string, string>(
                EnvFile.Read(Path.Combine(_folder.FullName, "demo.env")))
            {
                ["ASPNETCORE_URLS"] = $"http://localhost:{_demoPorts[number]}",
                ["Demo__DataDirectory"] = _folder.FullName,
                ["Demo__KnownProxies__0"] = "127.0.0.1",
                ["SSL_CERT_FILE"] = certificate.File,
            });
        }
    }
}
