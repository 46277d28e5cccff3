using System.Globalization;
using Npgsql;

namespace Wristband.TestSupport.Servers;

/// <summary>A primary and a synchronous standby, as an operator would have them; the test kills the one and promotes the other.</summary>
public sealed class PostgresPair : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wb-pg-pair-");
    private readonly int _primaryPort = LoopbackNetwork.FreePort();
    private readonly int _standbyPort = LoopbackNetwork.FreePort();
    private LocalProcess? _primary;
    private LocalProcess? _standby;

    private PostgresPair()
    {
    }

    /// <summary>Names both; whoever connects looks for the one that takes writes.</summary>
    public string ConnectionString =>
        $"Host=127.0.0.1:{_primaryPort},127.0.0.1:{_standbyPort};Username=platform;Database=platform;"
        + "Timeout=15;Command Timeout=30;Maximum Pool Size=20";

    public static async Task<PostgresPair> StartAsync()
    {
        var pair = new PostgresPair();
        await pair.MakeAsync();
        return pair;
    }

    /// <summary>kill -9 of the primary and everything that belongs to it.</summary>
    public async Task KillPrimaryAsync()
    {
        await _primary!.DisposeAsync();
        _primary = null;
    }

    /// <summary>Makes the standby the primary, and waits until it is.</summary>
    public Task PromoteAsync() => ExecuteAsync(_standbyPort, "postgres", "SELECT pg_promote(true, 60)");

    /// <summary>What somebody changes by hand, at the first of them.</summary>
    public Task ExecuteAsync(string sql) => ExecuteAsync(_primaryPort, "platform", sql);

    /// <summary>The first column of the first row, read from the server that is the primary by now.</summary>
    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1:{_primaryPort},127.0.0.1:{_standbyPort};Username=app;Database=platform;Target Session Attributes=primary");
        // Every caller passes a constant.
#pragma warning disable CA2100
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_primary is not null) await _primary.DisposeAsync();
        if (_standby is not null) await _standby.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task MakeAsync()
    {
        if (Environment.IsPrivilegedProcess) await LocalProcess.RunAsync("chown", "postgres", _folder.FullName);
        var (primary, standby) = (_folder.FullName + "/primary", _folder.FullName + "/standby");
        await PostgresServer.RunAsync("initdb", "-D", primary, "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        _primary = await StartAsync(primary, _primaryPort);
        await ExecuteAsync(_primaryPort, "postgres", "CREATE ROLE platform LOGIN");
        await ExecuteAsync(_primaryPort, "postgres", "CREATE DATABASE platform OWNER platform");
        var port = _primaryPort.ToString(CultureInfo.InvariantCulture);
        await PostgresServer.RunAsync(
            "pg_basebackup", "-d", $"host=127.0.0.1 port={port} user=app application_name=s1", "-D", standby, "-R", "-C", "-S", "s1", "-X",
            "stream", "--no-sync", "-c", "fast");
        _standby = await StartAsync(standby, _standbyPort);
        // Only now, and only here: the standby must not wait for a standby when it is promoted.
        await ExecuteAsync(_primaryPort, "postgres", "ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (s1)'");
        await ExecuteAsync(_primaryPort, "postgres", "SELECT pg_reload_conf()");
    }

    private Task<LocalProcess> StartAsync(string data, int port) => PostgresServer.StartAsync(
        data, "-c", "listen_addresses=127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-c",
        "unix_socket_directories=" + _folder.FullName, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=150");

    private static async Task ExecuteAsync(int port, string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1:{port};Username=app;Database={database};Pooling=false");
        // Every caller passes a constant.
#pragma warning disable CA2100
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
