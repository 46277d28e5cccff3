using Wristband.TestSupport.Servers;

namespace Wristband.Bench.Running;

/// <summary>Debian's PostgreSQL with the settings that it has when nobody sets any: what it acknowledges is on the disk.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private const string Superuser = "app";
    private const string Role = "platform";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wb-bench-pg-");
    private LocalProcess? _process;

    /// <summary>The platform's role is no superuser, as in production: row-level security is measured with it.</summary>
    public string ConnectionString => $"Host={_folder.FullName};Username={Role};Database={Role}";

    public static async Task<Postgres> StartAsync()
    {
        var postgres = new Postgres();
        await postgres.MakeAsync();
        return postgres;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task MakeAsync()
    {
        var (folder, data) = (_folder.FullName, Path.Combine(_folder.FullName, "data"));
        if (Environment.IsPrivilegedProcess) await LocalProcess.RunAsync("chown", "postgres", folder);
        await PostgresServer.RunAsync("initdb", "-D", data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        _process = await PostgresServer.StartAsync(data, "-c", "listen_addresses=", "-c", "unix_socket_directories=" + folder);
        await PostgresServer.RunAsync("createuser", "-h", folder, "-U", Superuser, Role);
        await PostgresServer.RunAsync("createdb", "-h", folder, "-U", Superuser, "-O", Role, Role);
    }
}
