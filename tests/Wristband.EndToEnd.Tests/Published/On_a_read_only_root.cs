using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Published;

/// <summary>
/// The unpacked archive where nothing but the data directory can be written to: started by an unprivileged user in Production, and somebody
/// signs in.
/// </summary>
public sealed class On_a_read_only_root(PublishedPlatform published) : IDisposable
{
    private const string Callback = "http://localhost:6001/api/auth/callback";
    private const string Verifier = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wristband-data-");
    private readonly DirectoryInfo _certificates = Directory.CreateTempSubdirectory("wristband-certificate-");

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _certificates.Delete(recursive: true);
    }

    [Fact]
    public async Task The_platform_starts_as_an_unprivileged_user_and_signs_somebody_in()
    {
        var certificate = await DevelopmentCertificate.ExportAsync(_certificates.FullName);
        var (port, publicPort) = (LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort());
        var machine = new ReadOnlyRoot(await published.ProgramAsync(), _data.FullName)
        {
            Seed = Repository.Folder("src/Wristband.Platform/seed.json"),
        };
        var settings = new Dictionary<string, string> { ["Platform__PublicOrigins__0"] = $"https://*:{publicPort}" };
        // Sample people come with a start of development; whoever signs in below meets production.
        await using (await machine.ServeAsync(port, new(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Platform__SeedFile"] = "/etc/seed.json",
        }))
        {
        }
        await using var platform = await machine.ServeAsync(port, new(settings)
        {
            ["Platform__MasterKeyFile"] = ReadOnlyRoot.Data + "/master.key",
            ["Platform__Proxies__KnownProxies__0"] = "127.0.0.1",
            ["Platform__Smtp__Host"] = "localhost",
            ["Platform__Smtp__From"] = "no-reply@platform.example",
        });
        await using var proxy = await TlsProxy.StartAsync(publicPort, certificate.Certificate, $"http://localhost:{port}");
        var health = await machine.RunAsync(
            ReadOnlyRoot.Program + "/Wristband.Platform", "health", "--url", $"http://127.0.0.1:{port}/health/ready");

        health.ExitCode.ShouldBe(0, health.Output);
        (await SignInAsync(certificate, publicPort)).GetProperty("email").GetString().ShouldBe("owner@acme.example");
        platform.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task The_root_is_read_only_and_the_user_has_no_privilege()
    {
        var machine = new ReadOnlyRoot(await published.ProgramAsync(), _data.FullName);

        (await machine.RunAsync("/usr/bin/touch", ReadOnlyRoot.Data + "/here")).ExitCode.ShouldBe(0);
        foreach (var folder in (string[])["/", "/usr", ReadOnlyRoot.Program])
            (await machine.RunAsync("/usr/bin/touch", Path.Combine(folder, "there"))).Output.ShouldContain("Read-only file system");
        (await machine.RunAsync("/usr/bin/id", "-u")).Output.ShouldBe("1654\n");
        (await machine.RunAsync("/usr/bin/grep", "CapEff", "/proc/self/status")).Output.ShouldContain("\t0000000000000000");
        foreach (var folder in (string[])["/tmp", "/usr/share/dotnet"])
            (await machine.RunAsync("/usr/bin/test", "-e", folder)).ExitCode.ShouldBe(1, folder);
    }

    [Theory]
    [InlineData(ReadOnlyRoot.Program + "/data")]
    [InlineData(ReadOnlyRoot.Data + "/of-somebody-else")]
    public async Task A_data_directory_that_cannot_be_written_to_is_named(string directory)
    {
        var theirs = _data.CreateSubdirectory("of-somebody-else");
        if (!OperatingSystem.IsWindows()) theirs.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        var machine = new ReadOnlyRoot(await published.ProgramAsync(), _data.FullName);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => machine.ServeAsync(LoopbackNetwork.FreePort(), new()
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Platform__PublicOrigins__0"] = "https://*",
            ["Platform__DataDirectory"] = directory,
        }));

        refused.Message.ShouldContain(directory);
        refused.Message.ShouldContain("WB2170: ");
        refused.Message.ShouldNotContain("   at ");
    }

    /// <summary>A code flow by hand: what an application would know of the person who signed in.</summary>
    private async Task<JsonElement> SignInAsync(DevelopmentCertificate certificate, int port)
    {
        using var network = LoopbackNetwork.Handler(certificate.Certificate);
        var client = EnvFile.Read(Path.Combine(_data.FullName, "demo.env"));
        var browser = new Browser(network, TimeProvider.System);
        var login = await browser.GetAsync(QueryHelpers.AddQueryString(
            $"https://acme-demo.dev.localhost:{port}/api/v1/oauth2/authorize", new Dictionary<string, string?>
            {
                ["client_id"] = client["CLIENT_ID"],
                ["response_type"] = "code",
                ["redirect_uri"] = Callback,
                ["scope"] = "openid email",
                ["state"] = "state-of-at-least-22-characters",
                ["nonce"] = "nonce-of-at-least-22-characters",
                ["code_challenge"] = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
                ["code_challenge_method"] = "S256",
            }));
        var signedIn = await browser.SubmitAsync(
            login, "#login", new Dictionary<string, string> { ["email"] = "owner@acme.example", ["password"] = "opensesame-6002" },
            follow: false);
        var back = await browser.GetOnceAsync(signedIn.Location.ShouldNotBeNull(signedIn.Body).ToString());
        back.Location.ShouldNotBeNull(back.Body).ToString().ShouldStartWith(Callback + "?code=");

        var application = $"https://demo.dev.localhost:{port}/api/v1/oauth2";
        using var backchannel = new HttpClient(network, disposeHandler: false);
        using var redemption = new HttpRequestMessage(HttpMethod.Post, application + "/token");
        redemption.Headers.Authorization = new("Basic", Convert.ToBase64String(
            Encoding.ASCII.GetBytes($"{client["CLIENT_ID"]}:{client["CLIENT_SECRET"]}")));
        redemption.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = QueryHelpers.ParseQuery(back.Location!.Query)["code"].ToString(),
            ["redirect_uri"] = Callback,
            ["code_verifier"] = Verifier,
        });
        var tokens = await ReadAsync(await backchannel.SendAsync(redemption));
        using var question = new HttpRequestMessage(HttpMethod.Get, application + "/userinfo");
        question.Headers.Authorization = new("Bearer", tokens.GetProperty("access_token").GetString());
        return await ReadAsync(await backchannel.SendAsync(question));
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }
}
