namespace Wristband.TestSupport.Servers;

/// <summary>
/// A real PostgreSQL of the test run's own, started when the first test asks for it: a fresh cluster in a temporary folder, reached
/// through a socket in that folder, and gone with the run.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Lazy<Task<string>> _folder = new(MakeAsync);
    private readonly SemaphoreSlim _starting = new(1, 1);
    private LocalProcess? _process;

    /// <summary>A connection string for Npgsql, to the cluster's only database.</summary>
    public async Task<string> ConnectionStringAsync()
    {
        var folder = await _folder.Value;
        await _starting.WaitAsync();
        try
        {
            if (_process is null) await StartAgainAsync();
        }
        finally
        {
            _starting.Release();
        }
        return $"Host={folder};Username=app;Database=postgres;Maximum Pool Size=50";
    }

    /// <summary>kill -9 of the server and all that belongs to it.</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Starts it on what it had.</summary>
    public async Task StartAgainAsync()
    {
        var folder = await _folder.Value;
        // Nothing here has to survive a power cut.
        _process = await StartAsync(
            folder + "/data", "-c", "listen_addresses=", "-c", "unix_socket_directories=" + folder, "-c", "fsync=off", "-c",
            "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=400");
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        if (_folder.IsValueCreated) Directory.Delete(await _folder.Value, recursive: true);
    }

    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("wb-pg-").FullName;
        if (Environment.IsPrivilegedProcess) await LocalProcess.RunAsync("chown", "postgres", folder);
        await RunAsync("initdb", "-D", folder + "/data", "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        return folder;
    }

    /// <summary>Starts a server on this folder and returns once it takes connections.</summary>
    internal static async Task<LocalProcess> StartAsync(string data, params string[] settings)
    {
        var (file, first) = AsOrdinaryUser(Program("postgres"));
        return await LocalProcess.StartAsync(
            file, [.. first, "-D", data, .. settings], "database system is ready to accept");
    }

    /// <summary>Runs one of its programs to its end.</summary>
    internal static Task RunAsync(string program, params string[] arguments)
    {
        var (file, first) = AsOrdinaryUser(Program(program));
        return LocalProcess.RunAsync(file, [.. first, .. arguments]);
    }

    /// <summary>Debian keeps the programs of each major version in a folder of their own; elsewhere they are on the path.</summary>
    private static string Program(string name) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => $"{version}/bin/{name}").Where(File.Exists).Max()
                ?? name
            : name;

    /// <summary>PostgreSQL refuses to run as root.</summary>
    internal static (string File, string[] First) AsOrdinaryUser(string program) =>
        Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program])
            : (program, []);
}
