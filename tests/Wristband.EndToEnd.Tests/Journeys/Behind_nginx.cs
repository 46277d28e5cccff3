using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Journeys;

/// <summary>
/// X-D4: both products behind an nginx that nobody tuned. A head of 4,096 bytes or more makes it answer 502 in the application's place,
/// and a line of 8,190 or more 400.
/// </summary>
public sealed class Behind_nginx : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(4);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-behind-nginx-");
    private readonly int _port = LoopbackNetwork.FreePort();
    private readonly List<IAsyncDisposable> _running = [];
    private Nginx? _nginx;
    private HeadSizes? _sizes;
    private Browser? _browser;

    private HeadSizes Sizes => _sizes!;

    private Browser Browser => _browser!;

    private string Demo => $"https://app.dev.localhost:{_port}";

    public async ValueTask InitializeAsync()
    {
        var certificate = await DevelopmentCertificate.ExportAsync(_folder.FullName);
        var (platformPort, demoPort) = (LoopbackNetwork.FreePort(), LoopbackNetwork.FreePort());
        _running.Add(await ServerProcess.StartAsync("Wristband.Platform", platformPort, PlatformSettings(platformPort)));
        await ShortenTokensAsync();
        _running.Add(_nginx = await Nginx.StartAsync(_port, certificate, demoPort, platformPort));
        _running.Add(await ServerProcess.StartAsync("Wristband.DemoApp", demoPort, DemoSettings(demoPort, certificate)));
        _sizes = new HeadSizes(LoopbackNetwork.Handler(certificate.Certificate));
        _browser = new Browser(_sizes, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _running.Reverse();
        foreach (var running in _running) await running.DisposeAsync();
        _sizes?.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public async Task XD4_deep_link_sign_in_refresh_and_sign_out_fit_its_buffers_whatever_happened_before(int abandoned)
    {
        // People start a sign-in and go away, in more tabs than one, from pages with long addresses.
        for (var tab = 0; tab < abandoned; tab++)
        {
            var page = await Browser.GetAsync(LoginFor($"/notes?search={new string('x', 300)}{tab}"));
            page.Status.ShouldBe(HttpStatusCode.OK, _nginx!.Complaints);
        }

        var form = await Browser.GetAsync(Demo + "/notes?search=deep");
        if (form.Document.QuerySelector("#login") is null) form = await Browser.GetAsync(LoginFor("/notes?search=deep"));
        form.Status.ShouldBe(HttpStatusCode.OK, _nginx!.Complaints);
        var notes = await Browser.SubmitAsync(
            form, "#login", new Dictionary<string, string> { ["email"] = "owner@acme.example", ["password"] = "opensesame-6002" });
        notes.Url.ToString().ShouldBe(Demo + "/notes?search=deep", notes.Body);

        _nginx!.Complaints.ShouldBeEmpty();

        // Tokens live a few seconds here: soon a request renews them and writes the session again.
        var first = await TokenAsync();
        var started = TimeProvider.System.GetTimestamp();
        while (await TokenAsync() == first) TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Patience);

        var home = await Browser.GetAsync(Demo + "/");
        home.Text.ShouldContain("You are signed in to acme");
        await Browser.FollowAsync(home, "/api/auth/logout");
        using var session = await Browser.FetchAsync(HttpMethod.Get, Demo + "/api/auth/session");
        session.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        Sizes.LargestHead.ShouldBeInRange(200, 4095);
        Sizes.LargestCookieHeader.ShouldBeInRange(200, 8189);
    }

    [Fact]
    public async Task A_head_or_a_cookie_that_is_too_large_can_fail()
    {
        Browser.Cookies.Put(new Uri(Demo), "filler", new string('x', 8200));

        (await Browser.GetAsync(Demo + "/")).Status.ShouldBe(HttpStatusCode.BadRequest);
        Sizes.LargestCookieHeader.ShouldBeGreaterThan(8189);
    }

    // No setting makes tokens live for seconds, and nobody has asked for a client yet.
    private async Task ShortenTokensAsync()
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "platform.db")};Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "UPDATE OAuthClients SET AccessTokenLifetime = $life";
        command.Parameters.AddWithValue("$life", TokenLife.Ticks);
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }

    private string LoginFor(string returnUrl) => $"{Demo}/api/auth/login?tenant_name=acme&return_url={Uri.EscapeDataString(returnUrl)}";

    private async Task<string> TokenAsync()
    {
        using var answer = await Browser.FetchAsync(HttpMethod.Get, Demo + "/api/auth/token");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return json.RootElement.GetProperty("accessToken").GetString().ShouldNotBeNull();
    }

    private Dictionary<string, string> PlatformSettings(int port)
    {
        var seed = Path.Combine(_folder.FullName, "seed.json");
        File.WriteAllText(seed, File.ReadAllText(Repository.Folder("src/Wristband.Platform/seed.json"))
            .Replace("http://localhost:6001", Demo, StringComparison.Ordinal));
        return new()
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{port}",
            ["Platform__DataDirectory"] = _folder.FullName,
            ["Platform__PublicOrigins__0"] = $"https://*:{_port}",
            ["Platform__PublicOrigins__1"] = $"https://*:{_port}",
            ["Platform__Proxies__KnownProxies__0"] = "127.0.0.1",
            ["Platform__SeedFile"] = seed,
        };
    }

    private Dictionary<string, string> DemoSettings(int port, DevelopmentCertificate certificate) =>
        new(EnvFile.Read(Path.Combine(_folder.FullName, "demo.env")))
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{port}",
            ["Demo__DataDirectory"] = _folder.FullName,
            ["Demo__KnownProxies__0"] = "127.0.0.1",
            ["SSL_CERT_FILE"] = certificate.File,
        };

    /// <summary>Measures what nginx measures: the head of each answer, and the line with the cookies of each request.</summary>
    private sealed class HeadSizes(HttpMessageHandler network) : DelegatingHandler(network)
    {
        public int LargestHead { get; private set; }

        public int LargestCookieHeader { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.TryGetValues("Cookie", out var cookies))
                LargestCookieHeader = Math.Max(LargestCookieHeader, Encoding.UTF8.GetByteCount("Cookie: " + string.Join("; ", cookies)));
            var response = await base.SendAsync(request, cancellationToken);
            var lines = response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value.Select(value => $"{h.Key}: {value}\r\n"));
            LargestHead = Math.Max(LargestHead, Encoding.UTF8.GetByteCount("HTTP/1.1 200 OK\r\n" + string.Concat(lines) + "\r\n"));
            return response;
        }
    }
}
