using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Security;
using Wristband.TestSupport.Servers;

namespace Wristband.TestSupport;

/// <summary>The real platform in memory, on its own database file. Tests that move the clock start their own; others share one.</summary>
public sealed class PlatformHost : IAsyncDisposable
{
    public const string BaseDomain = "dev.localhost";
    private readonly RestartableServer _server = new();
    private readonly Func<Task<WebApplication>> _start;
    private readonly Place _place;
    private readonly bool _ownsPlace;
    private WebApplication _app;

    private PlatformHost(WebApplication app, Func<Task<WebApplication>> start, Place place, bool ownsPlace, FakeTimeProvider time)
    {
        (_app, _start, _place, _ownsPlace, Time) = (app, start, place, ownsPlace, time);
        _server.Use(app.GetTestServer().CreateHandler());
        Internet = new Internet().HostsBelow(BaseDomain, Handler);
    }

    public FakeTimeProvider Time { get; }

    /// <summary>Answers for every host below dev.localhost.</summary>
    public HttpMessageHandler Handler => _server;

    /// <summary>A network on which only this platform exists; add hosts to it as a test needs them.</summary>
    public Internet Internet { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The mail of this platform.</summary>
    public Mailbox Mailbox => new(Internet);

    public Browser NewBrowser() => new(Internet, Time);

    /// <summary>Starts a platform. Settings are configuration keys such as "Platform:Sessions:Idle".</summary>
    public static async Task<PlatformHost> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null,
        FakeTimeProvider? time = null, string environment = "Development") => await StartAsync(
            await Place.NewAsync(PlatformDatabases.IsPostgresWanted, PlatformDatabases.IsPoolerWanted), ownsPlace: true, settings,
            configure, time, environment);

    /// <summary>Starts a platform on a file, whatever engine the other tests of this run use.</summary>
    public static async Task<PlatformHost> StartOnSqliteAsync(Action<WebApplicationBuilder>? configure = null) =>
        await StartAsync(await Place.NewAsync(onPostgres: false), ownsPlace: true, settings: null, configure, time: null);

    /// <summary>Starts a platform on PostgreSQL, whatever engine the other tests of this run use.</summary>
    /// <param name="settings">Configuration keys.</param>
    /// <param name="throughPooler">Whether PgBouncer is between.</param>
    /// <param name="configure">Changes its services.</param>
    public static async Task<PlatformHost> StartOnPostgresAsync(
        IReadOnlyDictionary<string, string?>? settings = null, bool throughPooler = false,
        Action<WebApplicationBuilder>? configure = null) =>
        await StartAsync(await Place.NewAsync(onPostgres: true, throughPooler), ownsPlace: true, settings, configure, time: null);

    /// <summary>Starts a platform on a database that the test made.</summary>
    public static async Task<PlatformHost> StartOnAsync(string connectionString) => await StartAsync(
        new Place(Directory.CreateTempSubdirectory("wristband-test-"), Database: null, connectionString), ownsPlace: true, settings: null,
        configure: null, time: null);

    /// <summary>The directory of its keys and, on SQLite, of its database.</summary>
    public string DataDirectory => _place.Directory.FullName;

    /// <summary>Its database, when that is PostgreSQL.</summary>
    public string? ConnectionString => _place.Database;

    /// <summary>
    /// A second process on the same database and clock: a replica, or, when this one was stopped, the platform after a restart.
    /// </summary>
    public Task<PlatformHost> StartAnotherAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null) =>
        StartAsync(_place, ownsPlace: false, settings, configure, Time);

    public Task StopAsync() => _app.StopAsync();

    /// <summary>Ends the process and starts it again, on its own database and clock, for everybody who knows this host.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = await _start();
        _server.Use(_app.GetTestServer().CreateHandler());
    }

    private static async Task<PlatformHost> StartAsync(
        Place place,
        bool ownsPlace,
        IReadOnlyDictionary<string, string?>? settings,
        Action<WebApplicationBuilder>? configure,
        FakeTimeProvider? time,
        string environment = "Development")
    {
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero));
        Task<WebApplication> StartAppAsync() => StartAppOnAsync(place, settings, configure, time, environment);
        try
        {
            return new PlatformHost(await StartAppAsync(), StartAppAsync, place, ownsPlace, time);
        }
        catch
        {
            // A start that is refused leaves nothing behind either.
            if (ownsPlace) await place.DisposeAsync();
            throw;
        }
    }

    private static async Task<WebApplication> StartAppOnAsync(
        Place place, IReadOnlyDictionary<string, string?>? settings, Action<WebApplicationBuilder>? configure, FakeTimeProvider time,
        string environment)
    {
        // Settings do not change under a test, and each watched file takes one of the few watches that the system has.
        string[] arguments =
        [
            "--environment", environment, "--contentRoot", Repository.Folder("src/Wristband.Platform"),
            "--hostBuilder:reloadConfigOnChange", "false",
            // Which engine it is has to be known before the other settings are added.
            .. place.ConnectionString is { } database ? (string[])["--ConnectionStrings:Platform", database] : [],
        ];
        var app = Platform.Program.Build(arguments, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Configuration.AddInMemoryCollection(ForTests(place));
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            configure?.Invoke(builder);
        });
        try
        {
            await app.Services.MigrateAsync();
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    // Cheap hashes, because tests prove behaviour and not cost; no limits, because all tests come from one network address.
    private static Dictionary<string, string?> ForTests(Place place)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Platform:DataDirectory"] = place.Directory.FullName,
            ["Platform:Postgres:TransactionPooling"] = place.IsPooled ? "true" : null,
            ["Platform:SeedFile"] = null,
            ["Platform:Passwords:HashMemoryKiB"] = The.CheapHash.MemoryKiB.ToString(CultureInfo.InvariantCulture),
            ["Platform:Passwords:HashPasses"] = The.CheapHash.Passes.ToString(CultureInfo.InvariantCulture),
            ["Platform:Passwords:HashingQueue"] = "10000",
        };
        foreach (var limit in Enum.GetValues<Limit>()) settings[$"Platform:RateLimits:{limit}:Permits"] = "1000000";
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _server.Dispose();
        if (_ownsPlace) await _place.DisposeAsync();
    }

    /// <summary>Where a platform keeps what outlives its process.</summary>
    private sealed record Place(DirectoryInfo Directory, string? Database, string? ConnectionString) : IAsyncDisposable
    {
        public bool IsPooled => Database is not null && ConnectionString != Database;

        public static async Task<Place> NewAsync(bool onPostgres, bool throughPooler = false)
        {
            var database = onPostgres ? await PlatformDatabases.NewAsync() : null;
            var wayIn = throughPooler && database is not null ? await PlatformDatabases.ThroughPoolerAsync(database) : database;
            return new Place(System.IO.Directory.CreateTempSubdirectory("wristband-test-"), database, wayIn);
        }

        public async ValueTask DisposeAsync()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (Database is not null) await PlatformDatabases.DropAsync(Database);
            Directory.Delete(recursive: true);
        }
    }
}
