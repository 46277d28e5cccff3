using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>
/// Debian's HAProxy in front of replicas. It asks each whether it is ready, so that one that stops is left alone before it closes. Where
/// none answers it says what they would say: 503, and when to come back.
/// </summary>
internal sealed class HaProxy : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly LocalProcess _process;

    private HaProxy(DirectoryInfo folder, LocalProcess process) => (_folder, _process) = (folder, process);

    public static async Task<HaProxy> StartAsync(
        int port, DevelopmentCertificate certificate, IReadOnlyList<int> demoPorts, IReadOnlyList<int> platformPorts)
    {
        var folder = Directory.CreateTempSubdirectory("wristband-haproxy-");
        var (pair, busy, settings) = (folder.FullName + "/pair.pem", folder.FullName + "/busy.http", folder.FullName + "/haproxy.cfg");
        await File.WriteAllTextAsync(
            pair, await File.ReadAllTextAsync(certificate.File) + "\n" + await File.ReadAllTextAsync(certificate.KeyFile));
        await File.WriteAllTextAsync(
            busy, "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await File.WriteAllTextAsync(settings, Settings(port, pair, busy, demoPorts, platformPorts));
        return new HaProxy(folder, await LocalProcess.StartAsync("/usr/sbin/haproxy", ["-db", "-V", "-f", settings], "Using epoll()"));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Settings(
        int port, string pair, string busy, IReadOnlyList<int> demoPorts, IReadOnlyList<int> platformPorts) => $"""
        defaults
          mode http
          timeout connect 10s
          timeout client 60s
          timeout server 60s
          timeout check 10s
          retries 3
          option redispatch 1
          option forwardfor
          option httpchk GET /health/ready
          default-server check inter 300ms fall 1 rise 1
          errorfile 502 {busy}
          errorfile 503 {busy}
          errorfile 504 {busy}
        frontend public
          bind 127.0.0.1:{port} ssl crt {pair}
          http-request set-header X-Forwarded-Proto https
          default_backend platforms
          use_backend demos if {"{"} hdr_beg(host) -i app.dev.localhost {"}"}
        {Backend("platforms", platformPorts)}
        {Backend("demos", demoPorts)}

        """;

    private static string Backend(string name, IReadOnlyList<int> ports) =>
        $"backend {name}\n" + string.Concat(ports.Select((port, number) => $"  server {name}{number} 127.0.0.1:{port}\n"));
}
