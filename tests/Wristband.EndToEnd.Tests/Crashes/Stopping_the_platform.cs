using System.Net;
using System.Net.Sockets;
using System.Text;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Crashes;

public class Stopping_the_platform
{
    // G-22
    [Fact]
    public async Task Ends_what_is_under_way_and_exits_with_zero()
    {
        var aborted = TestContext.Current.CancellationToken;
        await using var installation = await Installation.StartAsync();
        var url = new Uri(installation.ApplicationUrl);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, url.Port, aborted);
        var stream = client.GetStream();
        const string body = "grant_type=refresh_token";
        await SendAsync(stream, $"POST /api/v1/oauth2/token HTTP/1.1\r\nHost: {url.Authority}\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body[..5]}");
        // The server reads in order: once it has answered on a second connection, it has long seen the first.
        using (var probe = new HttpClient(LoopbackNetwork.Handler())) await probe.GetAsync(new Uri(url, "/health/live"), aborted);

        installation.Platform.Terminate();
        while (!installation.Platform.Output.Contains("Application is shutting down", StringComparison.Ordinal)) await Task.Yield();
        await SendAsync(stream, body[5..]);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadLineAsync(aborted);

        answer.ShouldBe("HTTP/1.1 401 Unauthorized");
        (await installation.Platform.ExitCodeAsync(TimeSpan.FromSeconds(30))).ShouldBe(0);
    }

    private static async Task SendAsync(NetworkStream stream, string text) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
}
