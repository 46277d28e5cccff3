using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore;

namespace Wristband.TestSupport;

/// <summary>The real demo in memory, set up for one application of a platform. It shares the platform's clock.</summary>
public sealed class DemoHost : IAsyncDisposable
{
    public const string Url = "http://localhost:6001";
    private readonly RestartableServer _server = new();
    private readonly Func<Task<WebApplication>> _start;
    private readonly PlatformHost _platform;
    private readonly DirectoryInfo _data;
    private WebApplication _app;

    private DemoHost(
        WebApplication app, Func<Task<WebApplication>> start, PlatformHost platform, SomeApplication application, DirectoryInfo data)
    {
        (_app, _start, _platform, Application, _data) = (app, start, platform, application, data);
        _server.Use(app.GetTestServer().CreateHandler());
        // A network of its own: every demo is called localhost, and one platform may serve many.
        Internet = new Internet().HostsBelow(PlatformHost.BaseDomain, platform.Handler)
            .Host("localhost", _server).HostsBelow("localhost", _server);
    }

    public SomeApplication Application { get; }

    /// <summary>The platform, and this demo as localhost.</summary>
    public Internet Internet { get; }

    public IServiceProvider Services => _app.Services;

    public Browser NewBrowser() => new(Internet, _platform.Time);

    /// <summary>Opens a WebSocket as a page of this demo would, with the browser's cookies.</summary>
    public Task<WebSocket> ConnectAsync(Browser browser, string path, string origin = Url)
    {
        var client = _app.GetTestServer().CreateWebSocketClient();
        client.ConfigureRequest = request =>
        {
            request.Headers.Cookie = browser.Cookies.Header(new Uri(Url));
            request.Headers.Origin = origin;
        };
        return client.ConnectAsync(new Uri(Url.Replace("http:", "ws:", StringComparison.Ordinal) + path), CancellationToken.None);
    }

    /// <summary>Starts a demo. Settings are configuration keys such as "Wristband:SessionIdleTimeout".</summary>
    public static async Task<DemoHost> StartAsync(
        PlatformHost platform, SomeApplication application,
        IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null,
        string environment = "Development")
    {
        var data = Directory.CreateTempSubdirectory("wristband-demo-");
        Task<WebApplication> StartAppAsync() => StartAppOnAsync(data, platform, application, settings, configure, environment);
        return new DemoHost(await StartAppAsync(), StartAppAsync, platform, application, data);
    }

    /// <summary>Ends the process and starts it again, on its own data.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = await _start();
        _server.Use(_app.GetTestServer().CreateHandler());
    }

    private static async Task<WebApplication> StartAppOnAsync(
        DirectoryInfo data, PlatformHost platform, SomeApplication application, IReadOnlyDictionary<string, string?>? settings,
        Action<WebApplicationBuilder>? configure, string environment)
    {
        string[] arguments = ["--environment", environment, "--contentRoot", Repository.Folder("src/Wristband.DemoApp"), "--urls", Url];
        var app = DemoApp.Program.Build(arguments, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Wristband:ApplicationVanityDomain"] = application.Base,
                ["Wristband:ClientId"] = application.ClientId,
                ["Wristband:ClientSecret"] = application.ClientSecret,
                ["Logging:LogLevel:Default"] = "Warning",
                ["Demo:DataDirectory"] = data.FullName,
            });
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            builder.Services.AddSingleton<TimeProvider>(platform.Time);
            builder.Services.AddHttpClient(WristbandDefaults.BackchannelName).ConfigurePrimaryHttpMessageHandler(() => platform.Internet);
            configure?.Invoke(builder);
        });
        await app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _server.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }
}
