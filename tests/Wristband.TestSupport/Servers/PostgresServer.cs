namespace Wristband.TestSupport.Servers;

/// <summary>
/// A real PostgreSQL of the test run's own, started when the first test asks for it: a fresh cluster in a temporary folder, reached
/// through a socket in that folder, and gone with the run.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Lazy<Task<(LocalProcess Process, string Folder)>> _server = new(StartAsync);

    /// <summary>A connection string for Npgsql, to the cluster's only database.</summary>
    public async Task<string> ConnectionStringAsync() =>
        $"Host={(await _server.Value).Folder};Username=app;Database=postgres;Maximum Pool Size=50";

    public async ValueTask DisposeAsync()
    {
        if (!_server.IsValueCreated) return;
        var (process, folder) = await _server.Value;
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(LocalProcess, string)> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("wb-pg-").FullName;
        if (Environment.IsPrivilegedProcess) await LocalProcess.RunAsync("chown", "postgres", folder);
        var (file, first) = AsOrdinaryUser(Program("initdb"));
        await LocalProcess.RunAsync(
            file, [.. first, "-D", folder + "/data", "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        (file, first) = AsOrdinaryUser(Program("postgres"));
        // Nothing here has to survive a power cut.
        var process = await LocalProcess.StartAsync(
            file,
            [
                .. first, "-D", folder + "/data", "-c", "listen_addresses=", "-c", "unix_socket_directories=" + folder,
                "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200",
            ],
            "database system is ready to accept connections");
        return (process, folder);
    }

    /// <summary>Debian keeps the programs of each major version in a folder of their own; elsewhere they are on the path.</summary>
    private static string Program(string name) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => $"{version}/bin/{name}").Where(File.Exists).Max()
                ?? name
            : name;

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static (string File, string[] First) AsOrdinaryUser(string program) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program])
            : (program, []);
}
