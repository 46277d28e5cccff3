using System.Globalization;
using Wristband.TestSupport.Servers;

namespace Wristband.Bench.Running;

/// <summary>Debian's HAProxy with two ways in: one to the first server alone, one to all of them by turns.</summary>
internal sealed class HaProxy : IAsyncDisposable
{
    private readonly LocalProcess _process;

    private HaProxy(LocalProcess process) => _process = process;

    public static async Task<HaProxy> StartAsync(Workspace workspace, int portOfFirst, int portOfAll, params int[] servers)
    {
        var settings = workspace.File("haproxy.cfg");
        await File.WriteAllTextAsync(settings, $"""
            defaults
              mode http
              timeout connect 10s
              timeout client 60s
              timeout server 60s
            {Way("first", portOfFirst, servers[..1])}
            {Way("all", portOfAll, servers)}

            """);
        return new HaProxy(await LocalProcess.StartAsync("/usr/sbin/haproxy", ["-db", "-V", "-f", settings], "Using epoll()"));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Way(string name, int port, IEnumerable<int> servers) =>
        string.Create(CultureInfo.InvariantCulture, $"listen {name}\n  bind 127.0.0.1:{port}\n  balance roundrobin\n") + string.Concat(
            servers.Select(server => string.Create(CultureInfo.InvariantCulture, $"  server at{server} 127.0.0.1:{server}\n")));
}
