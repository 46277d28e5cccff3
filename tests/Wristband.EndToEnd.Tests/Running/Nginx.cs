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

    public static async Task<Nginx> StartAsync(int port, DevelopmentCertificate certificate, int demoPort, int platformPort)
    {
        var folder = Directory.CreateTempSubdirectory("wristband-nginx-");
        var settings = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(settings, Settings(folder.FullName, port, certificate, demoPort, platformPort));
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

    private static string Settings(string folder, int port, DevelopmentCertificate certificate, int demoPort, int platformPort) => $$"""
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
          server { listen 127.0.0.1:{{port}} ssl default_server; location / { proxy_pass http://127.0.0.1:{{platformPort}}; } }
          server {
            listen 127.0.0.1:{{port}} ssl;
            server_name app.dev.localhost;
            location / { proxy_pass http://127.0.0.1:{{demoPort}}; }
          }
        }
        """;
}
