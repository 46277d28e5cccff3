using Npgsql;

namespace Wristband.TestSupport.Servers;

/// <summary>Debian's PgBouncer in transaction mode, in front of one database: each transaction may get another connection.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private const int Port = 6432;
    private readonly DirectoryInfo _folder;
    private readonly LocalProcess _process;

    private PgBouncer(DirectoryInfo folder, LocalProcess process) => (_folder, _process) = (folder, process);

    /// <param name="connectionString">The server behind it, which is reached through a socket.</param>
    public static async Task<PgBouncer> StartAsync(string connectionString)
    {
        var behind = new NpgsqlConnectionStringBuilder(connectionString);
        var folder = Directory.CreateTempSubdirectory("wb-pgb-");
        await File.WriteAllTextAsync(folder.FullName + "/users.txt", "\"platform\" \"\"\n");
        await File.WriteAllTextAsync(folder.FullName + "/pgbouncer.ini", $"""
            [databases]
            * = host={behind.Host}
            [pgbouncer]
            pool_mode = transaction
            default_pool_size = 5
            max_client_conn = 200
            listen_addr =
            listen_port = {Port}
            unix_socket_dir = {folder.FullName}
            auth_type = trust
            auth_file = {folder.FullName}/users.txt
            ignore_startup_parameters = extra_float_digits
            """);
        if (Environment.IsPrivilegedProcess) await LocalProcess.RunAsync("chown", "-R", "postgres", folder.FullName);
        var (file, first) = PostgresServer.AsOrdinaryUser("/usr/sbin/pgbouncer");
        var process = await LocalProcess.StartAsync(file, [.. first, folder.FullName + "/pgbouncer.ini"], "process up");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return new PgBouncer(folder, process);
    }

    /// <summary>The way to a database through it.</summary>
    public string ConnectionStringFor(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = _folder.FullName, Port = Port }.ConnectionString;

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
