using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Wristband.Platform.Data.Sqlite;
using Wristband.Platform.Security;

namespace Wristband.TestSupport;

/// <summary>The real platform in memory, on its own database file. Tests that move the clock start their own; others share one.</summary>
public sealed class PlatformHost : IAsyncDisposable
{
    public const string BaseDomain = "dev.localhost";
    private readonly RestartableServer _server = new();
    private readonly Func<Task<WebApplication>> _start;
    private readonly DirectoryInfo _data;
    private readonly bool _ownsData;
    private WebApplication _app;

    private PlatformHost(
        WebApplication app, Func<Task<WebApplication>> start, DirectoryInfo data, bool ownsData, FakeTimeProvider time)
    {
        (_app, _start, _data, _ownsData, Time) = (app, start, data, ownsData, time);
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
    public static Task<PlatformHost> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null,
        FakeTimeProvider? time = null) =>
        StartAsync(Directory.CreateTempSubdirectory("wristband-test-"), ownsData: true, settings, configure, time);

    /// <summary>The directory of its database and keys.</summary>
    public string DataDirectory => _data.FullName;

    /// <summary>
    /// A second process on the same database and clock: a replica, or, when this one was stopped, the platform after a restart.
    /// </summary>
    public Task<PlatformHost> StartAnotherAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null) =>
        StartAsync(_data, ownsData: false, settings, configure, Time);

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
        DirectoryInfo data,
        bool ownsData,
        IReadOnlyDictionary<string, string?>? settings,
        Action<WebApplicationBuilder>? configure,
        FakeTimeProvider? time)
    {
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero));
        Task<WebApplication> StartAppAsync() => StartAppOnAsync(data, settings, configure, time);
        try
        {
            return new PlatformHost(await StartAppAsync(), StartAppAsync, data, ownsData, time);
        }
        catch
        {
            // A start that is refused leaves nothing behind either.
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            if (ownsData) data.Delete(recursive: true);
            throw;
        }
    }

    private static async Task<WebApplication> StartAppOnAsync(
        DirectoryInfo data, IReadOnlyDictionary<string, string?>? settings, Action<WebApplicationBuilder>? configure, FakeTimeProvider time)
    {
        // Settings do not change under a test, and each watched file takes one of the few watches that the system has.
        string[] arguments =
        [
            "--environment", "Development", "--contentRoot", Repository.Folder("src/Wristband.Platform"),
            "--hostBuilder:reloadConfigOnChange", "false",
        ];
        var app = Platform.Program.Build(arguments, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Configuration.AddInMemoryCollection(ForTests(data));
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
    private static Dictionary<string, string?> ForTests(DirectoryInfo data)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Platform:DataDirectory"] = data.FullName,
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
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_ownsData) _data.Delete(recursive: true);
    }
}
