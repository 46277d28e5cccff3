using System.Net;
using System.Text;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>DM-09: the demo as other people run it, in processes of its own.</summary>
public sealed class DemoDeploymentTests : IDisposable
{
    private const string Password = "opensesame-6002";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-deployed-");

    [Fact]
    public async Task DM09_an_env_file_is_all_the_demo_needs_to_use_a_platform_over_TLS()
    {
        var certificate = await DevelopmentCertificate.ExportAsync(_folder.FullName);
        await using var installation = await Installation.StartWithoutDemoAsync();
        WriteEnvFile(installation);
        var port = new Uri(installation.DemoUrl).Port;
        await using var demo = await ServerProcess.StartAsync("Wristband.DemoApp", port, Environment(certificate, port), _folder.FullName);
        var browser = new Browser(LoopbackNetwork.Handler(certificate.Certificate), TimeProvider.System);

        var login = await browser.GetAsync(installation.DemoUrl + "/api/auth/login?tenant_name=acme");
        var home = await browser.SubmitAsync(login, "#login", Fields("owner@acme.example"));
        var token = await browser.FetchAsync(HttpMethod.Get, installation.DemoUrl + "/api/auth/token");
        var admin = await browser.GetAsync(installation.DemoUrl + "/admin");

        login.Url.ToString().ShouldStartWith("https://acme-" + installation.SecureApplication + "/login");
        home.Text.ShouldContain("You are signed in to acme");
        token.StatusCode.ShouldBe(HttpStatusCode.OK);
        admin.Text.ShouldContain("owner@acme.example");
        demo.Output.ShouldNotContain("WB1");
    }

    [Fact]
    public async Task DM09_two_replicas_behind_a_proxy_that_ends_TLS_serve_one_session()
    {
        var certificate = await DevelopmentCertificate.ExportAsync(_folder.FullName);
        var proxyPort = LoopbackNetwork.FreePort();
        await using var installation = await Installation.StartWithoutDemoAsync($"https://localhost:{proxyPort}");
        WriteEnvFile(installation);
        int[] ports = [LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort()];
        await using var first = await StartReplicaAsync(certificate, ports[0]);
        await using var second = await StartReplicaAsync(certificate, ports[1]);
        await using var proxy = await TlsProxy.StartAsync(
            proxyPort, certificate.Certificate, [.. ports.Select(port => $"http://localhost:{port}")]);
        var demo = installation.DemoUrl;
        var browser = new Browser(LoopbackNetwork.Handler(certificate.Certificate), TimeProvider.System);

        var login = await browser.GetAsync(demo + "/api/auth/login?tenant_name=acme");
        var home = await browser.SubmitAsync(login, "#login", Fields("owner@acme.example"));
        home.Text.ShouldContain("You are signed in to acme");
        browser.Cookies.RawOf(new Uri(demo), "__Host-session").ShouldNotBeNull();
        for (var round = 0; round < 6; round++)
        {
            (await browser.GetAsync(demo + "/classic")).Status.ShouldBe(HttpStatusCode.OK);
            using var hello = new StringContent("""{"action":"hello"}""", Encoding.UTF8, "application/json");
            var csrf = browser.Cookies.For(new Uri(demo))["CSRF-TOKEN"];
            (await browser.FetchAsync(HttpMethod.Post, demo + "/api/classic/session-hello", hello, ("X-CSRF-TOKEN", csrf))).StatusCode
                .ShouldBe(HttpStatusCode.OK);
        }
        // A form that one replica wrote is answered by the other: its antiforgery token is good at both.
        for (var note = 1; note <= 2; note++)
        {
            var form = await browser.GetAsync(demo + "/notes/new");
            var list = await browser.SubmitAsync(form, "form", new Dictionary<string, string> { ["Input.Title"] = $"Note {note}" });
            list.Text.ShouldContain($"Note {note}");
        }
        var signedOut = await browser.FollowAsync(await browser.GetAsync(demo + "/"), "/api/auth/logout");

        signedOut.Document.QuerySelector("#login").ShouldNotBeNull();
        (await browser.GetAsync(demo + "/")).Text.ShouldContain("Welcome to the ASP.NET Core demo");
        proxy.Served.ShouldAllBe(count => count > 8);
        (first.Output + second.Output).ShouldNotContain("WB1");
    }

    [Fact]
    public async Task DM09_each_tenant_may_have_its_own_subdomain_of_the_demo()
    {
        await using var platform = await PlatformHost.StartAsync();
        var application = await platform.ApplicationAsync(
            "http://{tenant_name}.localhost:6001/api/auth/login", "http://{tenant_name}.localhost:6001/api/auth/callback");
        var (acme, globex) = (await platform.TenantAsync(application, "acme"), await platform.TenantAsync(application, "globex"));
        var (ann, bob) = (await platform.UserAsync(acme, role: "owner"), await platform.UserAsync(globex, role: "owner"));
        await using var demo = await DemoHost.StartAsync(platform, application);
        var browser = demo.NewBrowser();
        await platform.SignInAsync(browser, ann);
        await platform.SignInAsync(browser, bob);

        var asked = await browser.GetAsync("http://acme.localhost:6001/classic");
        var home = await browser.GetAsync("http://acme.localhost:6001/");
        var neighbour = await browser.GetAsync("http://globex.localhost:6001/");
        var misled = await browser.GetAsync("http://globex.localhost:6001/api/auth/login?tenant_name=acme");

        asked.Url.ShouldBe(new Uri("http://acme.localhost:6001/classic"), "the host names the tenant, nobody is asked");
        home.Text.ShouldContain("You are signed in to acme");
        neighbour.Text.ShouldContain("Welcome to the ASP.NET Core demo", customMessage: "a session stays on its own host");
        misled.Url.Host.ShouldBe("globex.localhost");
        misled.Text.ShouldContain("You are signed in to globex", customMessage: "the host counts, not the parameter");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<ServerProcess> StartReplicaAsync(DevelopmentCertificate certificate, int port)
    {
        var environment = Environment(certificate, port);
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        environment["Wristband__SessionSecrets__0"] = "a secret of this test that both replicas have, long enough";
        environment["Demo__MigrateAtStart"] = "true";
        environment["Demo__KnownProxies__0"] = "127.0.0.1";
        return ServerProcess.StartAsync("Wristband.DemoApp", port, environment, _folder.FullName);
    }

    private Dictionary<string, string> Environment(DevelopmentCertificate certificate, int port) => new()
    {
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        ["Demo__DataDirectory"] = _folder.FullName,
        // What "trust the certificate" comes to on Linux.
        ["SSL_CERT_FILE"] = certificate.File,
    };

    /// <summary>The three values and nothing else; the host is the one with TLS.</summary>
    private void WriteEnvFile(Installation installation)
    {
        var lines = File.ReadLines(installation.DemoSettings)
            .Select(line => line.StartsWith("APPLICATION_VANITY_DOMAIN=", StringComparison.Ordinal)
                ? "APPLICATION_VANITY_DOMAIN=" + installation.SecureApplication : line);
        File.WriteAllLines(Path.Combine(_folder.FullName, ".env"), lines);
    }

    private static Dictionary<string, string> Fields(string email) => new() { ["email"] = email, ["password"] = Password };
}
