using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data.Engines;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Http;

/// <summary>G-04, X-D3: on a real server and a raw socket.</summary>
public sealed class ServerLimitsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wristband-limits-");
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = Program.Build(
            ["--environment", "Development", "--contentRoot", Repository.Folder("src/Wristband.Platform"), "--urls", "http://127.0.0.1:0"],
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Platform:DataDirectory"] = _data.FullName,
                ["Platform:SeedFile"] = null,
            }));
        await _app.Services.MigrateAsync();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    [Fact]
    public void B0_D47_D48_limits()
    {
        var limits = _app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        limits.MaxRequestHeadersTotalSize.ShouldBe(32 * 1024);
        limits.MaxRequestLineSize.ShouldBe(8 * 1024);
        limits.MaxRequestHeaderCount.ShouldBe(100);
        limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        // X-D3: longer than any balancer in front keeps its connections.
        limits.KeepAliveTimeout.ShouldBe(TimeSpan.FromSeconds(120));
        limits.MaxRequestBodySize.ShouldBe(64 * 1024);
        limits.MinRequestBodyDataRate!.BytesPerSecond.ShouldBe(240);
        limits.MinRequestBodyDataRate.GracePeriod.ShouldBe(TimeSpan.FromSeconds(5));
        limits.MaxConcurrentConnections.ShouldBe(5000);
    }

    public static TheoryData<string, int> Oversized => new()
    {
        { $"GET /{new string('a', 9000)} HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\n\r\n", 414 },
        { $"GET / HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\nX: {new string('a', 33_000)}\r\n\r\n", 431 },
        { $"GET / HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\n{string.Concat(Enumerable.Range(0, 101).Select(i => $"X{i}: y\r\n"))}\r\n",
            431 },
        { "POST / HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
            "65537\r\n\r\n", 413 },
        { "GET / HTTP/1.1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\nHost: evil.example\r\n\r\n", 400 },
    };

    [Theory]
    [MemberData(nameof(Oversized))]
    public async Task G04_what_is_too_big_is_refused_before_anything_reads_it(string request, int status)
    {
        (await SendAsync(request)).ShouldStartWith($"HTTP/1.1 {status} ");
    }

    [Theory]
    [InlineData("GET /health/live HTTP/1.0\r\n\r\n", 200)]
    [InlineData("GET /login HTTP/1.0\r\n\r\n", 404)]
    [InlineData("GET /login HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("GET /login HTTP/1.1\r\nHost: MAIL.dev.localhost.:6002\r\nConnection: close\r\n\r\n", 404)]
    [InlineData("GET / HTTP/1.1\r\nHost: MAIL.DEV.localhost:6002\r\nConnection: close\r\n\r\n", 200)]
    public async Task G09_a_host_that_is_not_one_of_ours_ends_before_routing(string request, int status)
    {
        (await SendAsync(request)).ShouldStartWith($"HTTP/1.1 {status} ");
    }

    // G-19: what two readers would understand differently gets one answer, and nothing behind it is read as a request
    [Theory]
    [InlineData("POST /health/live HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\nContent-Length: 4\r\nTransfer-Encoding: " +
        "chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /health/live HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\nTransfer-Encoding: chunked\r\nContent-Length: " +
        "4\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /health/live HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\nTransfer-Encoding: chunked\r\n\r\n0;x\n\r\n\r\n")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\nHost: mail.dev.localhost:6002\r\n\r\n")]
    [InlineData("POST /health/live HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd")]
    public async Task G19_conflicting_framing_ends_the_connection_after_one_answer(string request)
    {
        var answers = await SendAsync(request + "GET /login HTTP/1.1\r\nHost: mail.dev.localhost:6002\r\n\r\n", untilClosed: true);

        answers.Split("HTTP/1.1 ").Length.ShouldBe(2, answers);
    }

    private async Task<string> SendAsync(string request, bool untilClosed = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.First()).Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        if (untilClosed) return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var buffer = new char[4096];
        var read = await reader.ReadAsync(buffer, TestContext.Current.CancellationToken);
        return new string(buffer, 0, read);
    }
}
