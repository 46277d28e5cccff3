using System.Text.Json;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Running;

/// <summary>
/// Our platform on https as a process of its own, with one application for each guest and the same two tenants in every one.
/// </summary>
internal sealed class TlsPlatform : IAsyncDisposable
{
    public const string Password = "opensesame-6002";
    public const string Person = "person@acme.example";
    private static readonly string[] LiftedLimits =
    [
        "LoginPerNetwork", "LoginPerIdentifier", "SignupPerNetwork", "DiscoveryPerNetwork", "AuthorizePerNetwork",
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wristband-compatibility-");
    private readonly int _port = LoopbackNetwork.FreePort();
    private readonly DevelopmentCertificate _certificate;
    private ChildProcess? _process;

    private TlsPlatform(DevelopmentCertificate certificate) => _certificate = certificate;

    /// <summary>The vanity domain, as an SDK is configured with it.</summary>
    public string Authority(GuestApp app) => $"{app.Name}.dev.localhost:{_port}";

    public string Issuer(GuestApp app) => $"https://{Authority(app)}";

    public string TenantUrl(GuestApp app, string tenant) => $"https://{tenant}-{Authority(app)}";

    public string MailboxUrl => $"https://mail.dev.localhost:{_port}";

    public string CertificateFile => _certificate.File;

    public Browser NewBrowser() => new(Network(), TimeProvider.System);

    public HttpMessageHandler Network() => LoopbackNetwork.Handler(_certificate.Certificate);

    public (string ClientId, string ClientSecret) Client(GuestApp app)
    {
        var values = EnvFile.Read(Path.Combine(_data.FullName, app.Name + ".env"));
        return (values["CLIENT_ID"], values["CLIENT_SECRET"]);
    }

    /// <summary>
    /// Starts the platform with these applications registered; the applications themselves are started by who needs them.
    /// </summary>
    public static async Task<TlsPlatform> StartAsync(DevelopmentCertificate certificate, params GuestApp[] apps)
    {
        var platform = new TlsPlatform(certificate);
        var seed = Path.Combine(platform._data.FullName, "seed.json");
        await File.WriteAllTextAsync(
            seed, JsonSerializer.Serialize(new { applications = apps.Select(Application) }, JsonSerializerOptions.Web));
        var plainPort = LoopbackNetwork.FreePort();
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Platform__DataDirectory"] = platform._data.FullName,
            ["Platform__PublicOrigins__0"] = $"https://*:{platform._port}",
            ["Platform__PublicOrigins__1"] = $"http://*:{plainPort}",
            ["Platform__SeedFile"] = seed,
        };
        foreach (var limit in LiftedLimits) environment[$"Platform__RateLimits__{limit}__Permits"] = "100000";
        platform._process = await ChildProcess.StartAsync(
            new Launch("dotnet", [Binary("Wristband.Platform"), "--contentRoot", Repository.Folder("src/Wristband.Platform")],
                Repository.Root, environment),
            $"http://localhost:{plainPort}/health/ready");
        return platform;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private static object Application(GuestApp app) => new
    {
        name = app.Name,
        displayName = app.Name,
        hostName = app.Name + ".dev.localhost",
        loginUrl = app.Url + app.LoginPath,
        logoutUrls = new[] { app.Url, app.Url + "/", app.Url + "/signout-callback-oidc" },
        roles = new[] { new { name = "owner", displayName = "Owner" }, new { name = "viewer", displayName = "Viewer" } },
        clients = new[] { new { name = "web", type = "BACKEND_SERVER", redirectUris = new[] { app.Url + app.CallbackPath },
            envFile = app.Name + ".env" } },
        tenants = new[] { "acme", "globex" }.Select(tenant => new
        {
            name = tenant,
            displayName = tenant,
            users = new[] { new { email = $"person@{tenant}.example", password = Password, givenName = "Some", familyName = "Person",
                roles = new[] { "viewer" } } },
        }),
    };

    /// <summary>Build output lies beside ours: artifacts/bin/{project}/{configuration}.</summary>
    private static string Binary(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
    }
}
