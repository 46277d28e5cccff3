using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.EndToEnd.Tests.Published;

/// <summary>
/// What compose.yaml starts, as processes: its settings, its secrets, its seed and its proxy, with ports of their own. The second platform
/// is not there, as it is not while it is updated.
/// </summary>
public sealed partial class Compose_without_containers : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-compose-");
    private readonly List<IAsyncDisposable> _running = [];
    private readonly int _port = LoopbackNetwork.FreePort();
    private readonly int _platformPort = LoopbackNetwork.FreePort();
    private readonly int _demoPort = LoopbackNetwork.FreePort();

    private string Secrets => Path.Combine(_folder.FullName, "secrets");

    private string Data => Path.Combine(_folder.FullName, "data");

    public async ValueTask DisposeAsync()
    {
        _running.Reverse();
        foreach (var running in _running) await running.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Somebody_signs_in_through_the_proxy_while_one_platform_is_away()
    {
        await PrepareAsync();
        await StartAsync();
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Secrets, "tls.pem"));
        using var network = LoopbackNetwork.Handler(certificate);
        await ProxyFindsTheDemoAsync(network);
        var browser = new Browser(network, TimeProvider.System);

        var login = await browser.GetAsync($"https://app.dev.localhost:{_port}/api/auth/login?tenant_name=acme");
        var home = await browser.SubmitAsync(
            login, "#login", new Dictionary<string, string> { ["email"] = "owner@acme.example", ["password"] = "opensesame-6002" });

        home.Url.ToString().ShouldBe($"https://app.dev.localhost:{_port}/");
        home.Text.ShouldContain("You are signed in to acme");
        browser.Cookies.RawOf(home.Url, "__Host-session").ShouldNotBeNull();
        (await browser.GetAsync($"https://mail.dev.localhost:{_port}/")).Text.ShouldContain("Mailbox");
    }

    [Fact]
    public async Task Secrets_are_made_once_and_for_the_names_that_are_asked_for()
    {
        await PrepareAsync();
        var made = Directory.GetFiles(Secrets).Order().ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        var (exitCode, output) = await ShellCommand.RunAsync(new ProcessStartInfo("bash", [Path.Combine(_folder.FullName, "prepare.sh")]));

        exitCode.ShouldBe(0, output);
        made.Keys.ShouldBe(
            ["ConnectionStrings__Platform", "Platform__MasterKey", "ca.pem", "postgres-password", "tls.pem"], ignoreOrder: true);
        foreach (var (file, text) in made) File.ReadAllText(Path.Combine(Secrets, file)).ShouldBe(text, "made again: " + file);
        made["ConnectionStrings__Platform"].ShouldContain(made["postgres-password"].Trim());
        new DirectoryInfo(Secrets).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task PrepareAsync()
    {
        foreach (var file in (string[])["prepare.sh", "haproxy.cfg", "seed.json"])
        {
            var text = await File.ReadAllTextAsync(Repository.Folder("deploy/compose/" + file), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(_folder.FullName, file), text.Replace("8443", $"{_port}"), TestContext.Current.CancellationToken);
        }
        var (exitCode, output) = await ShellCommand.RunAsync(new ProcessStartInfo("bash", [Path.Combine(_folder.FullName, "prepare.sh")]));
        exitCode.ShouldBe(0, output);
    }

    private async Task StartAsync()
    {
        var settings = Settings();
        // There is no PostgreSQL here.
        File.Move(Path.Combine(Secrets, "ConnectionStrings__Platform"), Path.Combine(_folder.FullName, "connection-string"));
        _running.Add(await ServerProcess.StartAsync("Wristband.Platform", _platformPort, new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_HTTP_PORTS"] = $"{_platformPort}",
            ["Platform__DataDirectory"] = Data,
            ["Platform__SecretsDirectory"] = Secrets,
            ["Platform__SeedFile"] = Path.Combine(_folder.FullName, "seed.json"),
        }));
        _running.Add(await LocalProcess.StartAsync("/usr/sbin/haproxy", ["-db", "-V", "-f", Proxy()], readyLine: "Using epoll()"));
        _running.Add(await ServerProcess.StartAsync("Wristband.DemoApp", _demoPort, new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_HTTP_PORTS"] = $"{_demoPort}",
            ["Demo__DataDirectory"] = Data,
            ["SSL_CERT_FILE"] = Path.Combine(Secrets, "ca.pem"),
        }, workingDirectory: Data));
    }

    private async Task ProxyFindsTheDemoAsync(HttpMessageHandler network)
    {
        using var client = new HttpClient(network, disposeHandler: false);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var demo = new Uri($"https://app.dev.localhost:{_port}/health/live");
        while (!await ServerProcess.AnswersAsync(client, demo, HttpStatusCode.OK, patience.Token))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
    }

    /// <summary>All settings of compose.yaml, with its public port replaced by this test's.</summary>
    private Dictionary<string, string> Settings() =>
        Setting().Matches(File.ReadAllText(Repository.Folder("deploy/compose/compose.yaml")))
        .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value.Replace("8443", $"{_port}"));

    private string Proxy()
    {
        var file = Path.Combine(_folder.FullName, "haproxy.cfg");
        File.WriteAllText(file, File.ReadAllText(file)
            .Replace("/run/secrets/", Secrets + "/")
            .Replace($"bind :{_port}", $"bind 127.0.0.1:{_port}")
            .Replace("platform-1:8080", $"127.0.0.1:{_platformPort}")
            .Replace("platform-2:8080", $"127.0.0.1:{LoopbackNetwork.FreePort()}")
            .Replace("127.0.0.1:8081", $"127.0.0.1:{_demoPort}"));
        return file;
    }

    [GeneratedRegex("^ +(?<name>(?:Platform|Demo)__\\w+): \"?(?<value>[^\"\\n]+)\"?$", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
