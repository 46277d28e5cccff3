using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Testing;
using Wristband.AspNetCore.Testing.StandIn;
using Wristband.Platform.Applications;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Security;

namespace Wristband.Platform.Testing;

/// <summary>
/// The platform itself, in this process and on a database of its own, for tests of the whole way: signup, login page, password. It
/// listens on no port. Use <c>WristbandTestPlatform</c> where the way does not matter: it is faster and can be made to fail.
/// </summary>
public sealed class RealPlatform : IAsyncDisposable
{
    private const string Domain = "dev.localhost";
    private const string SettingsFile = "application.env";
    private static readonly Uri Mailbox = new($"https://mail.{Domain}");

    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;
    private readonly RealPlatformOptions _options;

    private RealPlatform(WebApplication app, DirectoryInfo data, RealPlatformOptions options)
    {
        (_app, _data, _options) = (app, data, options);
        Handler = app.GetTestServer().CreateHandler();
    }

    /// <summary>The platform's network: answers for its own hosts, all below <c>dev.localhost</c>.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>Starts a platform.</summary>
    /// <param name="options">What exists on it; null for an application without tenants.</param>
    public static async Task<RealPlatform> StartAsync(RealPlatformOptions? options = null)
    {
        options ??= new RealPlatformOptions();
        var data = Directory.CreateTempSubdirectory("wristband-platform-");
        var app = Platform.Program.Build(["--environment", "Development", "--contentRoot", data.FullName], builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Configuration.AddInMemoryCollection(SettingsFor(data));
            builder.Services.AddSingleton(options.Clock);
        });
        await app.Services.MigrateAsync();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Seed>()
                .ApplyAsync(Declared.By(options, Domain, SettingsFile), CancellationToken.None);
        }
        await app.StartAsync();
        return new RealPlatform(app, data, options);
    }

    /// <summary>
    /// A factory of the same application, whose default configuration is connected to this platform and any other to one in memory.
    /// </summary>
    /// <typeparam name="TEntryPoint">A type of the application, usually <c>Program</c>.</typeparam>
    /// <param name="factory">The application's factory.</param>
    public WebApplicationFactory<TEntryPoint> Connect<TEntryPoint>(WebApplicationFactory<TEntryPoint> factory) where TEntryPoint : class =>
        factory.WithWristband().WithWebHostBuilder(builder => Connection.Add(builder, ApplicationSettings(), _ => Handler)
            .ConfigureTestServices(services => services.AddSingleton(_options.Clock)));

    /// <summary>A browser that knows this platform and one application, and is signed in to neither.</summary>
    /// <typeparam name="TEntryPoint">A type of the application.</typeparam>
    /// <param name="factory">A factory that <see cref="Connect"/> made.</param>
    public TestBrowser CreateBrowser<TEntryPoint>(WebApplicationFactory<TEntryPoint> factory) where TEntryPoint : class =>
        new(new Network(Domain, Handler, factory.Server.CreateHandler()), _options.Clock, _options.ApplicationUrl);

    /// <summary>The newest mail to an address. It is there as soon as the request that caused it was answered.</summary>
    /// <param name="recipient">The address.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<ReceivedMail> LastMailToAsync(string recipient)
    {
        using var client = _app.GetTestServer().CreateClient();
        return await MailReading.LastAsync(client, Mailbox, recipient);
    }

    /// <summary>Stops the platform and removes its database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    private Dictionary<string, string?> ApplicationSettings()
    {
        var values = File.ReadLines(Path.Combine(_data.FullName, SettingsFile)).Where(line => line.Contains('=', StringComparison.Ordinal))
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return Connection.SettingsOf(values["APPLICATION_VANITY_DOMAIN"], values["CLIENT_ID"], values["CLIENT_SECRET"]);
    }

    /// <summary>Cheap hashes and no limits: tests prove behaviour, and all of them come from one address.</summary>
    private static Dictionary<string, string?> SettingsFor(DirectoryInfo data)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Platform:PublicOrigins:0"] = "https://*",
            ["Platform:DataDirectory"] = data.FullName,
            ["Platform:MailboxHost"] = Mailbox.Host,
            ["Platform:Passwords:HashMemoryKiB"] = 8.ToString(CultureInfo.InvariantCulture),
            ["Platform:Passwords:HashPasses"] = 1.ToString(CultureInfo.InvariantCulture),
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var limit in Enum.GetValues<Limit>()) settings[$"Platform:RateLimits:{limit}:Permits"] = "1000000";
        return settings;
    }
}
