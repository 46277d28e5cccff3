using System.Net;
using System.Net.Sockets;
using System.Text;
using Wristband.EndToEnd.Tests.InBrowser;

namespace Wristband.EndToEnd.Tests.Journeys;

/// <summary>D-43: however a path is written on the wire, what needs a session does not answer without one.</summary>
public class Hostile_paths(SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    private static readonly string[] Protected = ["/classic", "/notes", "/admin", "/api/minimal/session", "/api/auth/token"];

    private static readonly string[] Spellings =
    [
        "{0}", "/{0}", "//{0}", "/.{0}", "/x/..{0}", "/%2e{0}", "/%2e%2e{0}", "/..%2f{0}", "{0}/", "{0}/.", "{0}/..{0}", "{0}%2f",
        "{0};a=b", "{0}%00", "{0}%20", "{0}%23", "{0}%3f", "{0}?x=/", "\\{0}", "/%5c{0}", "http://localhost{0}", "{0}.html", "{0}%c0%af",
    ];

    [Fact]
    public async Task D43_no_protected_page_answers_without_a_session()
    {
        foreach (var path in Protected)
        {
            foreach (var spelling in Spellings.Select(s => s.Replace("{0}", path, StringComparison.Ordinal)).Append(Mixed(path)))
            {
                var (status, head) = await AskAsync(spelling);
                status.ShouldNotBe(200, spelling + "\n" + head);
                status.ShouldBeLessThan(500, spelling + "\n" + head);
            }
        }
    }

    [Fact]
    public async Task A_page_that_needs_none_answers() => (await AskAsync("/workspaces")).Status.ShouldBe(200);

    private static string Mixed(string path) =>
        string.Concat(path.Select((c, i) => i % 2 == 0 ? char.ToUpperInvariant(c).ToString() : $"%{(int)c:x2}"));

    private async Task<(int Status, string Head)> AskAsync(string path)
    {
        var demo = new Uri(shared.Running.DemoUrl);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, demo.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = $"GET {path} HTTP/1.1\r\nHost: {demo.Authority}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var head = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "";
        return (int.Parse(head.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), head);
    }
}
