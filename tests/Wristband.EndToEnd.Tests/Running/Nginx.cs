using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>
/// Debian's nginx with the buffers that it has when nobody sets any: 4 KB for the head of an answer, 8 KB for a line of a request. It ends
/// TLS for the demo at app.dev.localhost and for the platform at every other name, on one port.
/// </summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly LocalProcess _process;

    private Nginx(DirectoryInfo folder, LocalProcess process) => (_folder, _process) = (folder, process);

    public static Task<Nginx> StartAsync(int port, DevelopmentCertificate certificate, int demoPort, int platformPort) =>
        StartAsync(port, certificate, [demoPort], [platformPort]);

    /// <summary>In front of replicas. Where none answers it says what they would say: 503, and when to come back.</summary>
    public static async Task<Nginx> StartAsync(
        int port, DevelopmentCertificate certificate, IReadOnlyList<int> demoPorts, IReadOnlyList<int> platformPorts)
    {
        var folder = Directory.CreateTempSubdirectory("wristband-nginx-");
        var settings = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(settings, Settings(folder.FullName, port, certificate, demoPorts, platformPorts));
        // Its workers say at level "notice" that they run.
        return new Nginx(folder, await LocalProcess.StartAsync(
            "/usr/sbin/nginx", ["-p", folder.FullName, "-e", "stderr", "-c", settings], readyLine: "start worker process"));
    }

    /// <summary>What it could not pass on, and why.</summary>
    public string Complaints => File.ReadAllText(Path.Combine(_folder.FullName, "error.log"));

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Upstream(string name, IReadOnlyList<int> ports) =>
        $"upstream {name} {{ {string.Concat(ports.Select(port => $"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s; "))}}}";

    // What a proxy says of its own when nobody behind it answers is a 502, which no client takes for a reason to come back.
    private static string Busy(bool hasReplicas) => hasReplicas
        ? "error_page 502 504 = @busy; location @busy { add_header Retry-After 1 always; return 503; }"
        : "";

    private static string Settings(
        string folder, int port, DevelopmentCertificate certificate, IReadOnlyList<int> demoPorts,
        IReadOnlyList<int> platformPorts) => $$"""
        daemon off;
        pid {{folder}}/nginx.pid;
        error_log stderr notice;
        error_log {{folder}}/error.log;
        events { }
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          ssl_certificate {{certificate.File}};
          ssl_certificate_key {{certificate.KeyFile}};
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $remote_addr;
          proxy_set_header X-Forwarded-Proto https;
          proxy_connect_timeout 2s;
          {{Upstream("demos", demoPorts)}}
          {{Upstream("platforms", platformPorts)}}
          server {
            listen 127.0.0.1:{{port}} ssl default_server;
            location / { proxy_pass http://platforms; }
            {{Busy(platformPorts.Count > 1)}}
          }
          server {
            listen 127.0.0.1:{{port}} ssl;
            server_name app.dev.localhost;
            location / { proxy_pass http://demos; }
            {{Busy(demoPorts.Count > 1)}}
          }
        }
        """;
}
