using Microsoft.Extensions.Caching.Distributed;
using Npgsql;

namespace Wristband.AspNetCore.Tests.Replicas;

/// <summary>An application's cache in a PostgreSQL table, as small as the contract allows.</summary>
internal sealed class PostgresCache(NpgsqlDataSource database) : IDistributedCache
{
    private const string Table = """
        create unlogged table if not exists cache (
            key text primary key, value bytea not null, expires timestamptz not null, sliding interval, absolute timestamptz not null)
        """;

    private const string Read = """
        update cache set expires = least(absolute, now() + coalesce(sliding, absolute - now()))
        where key = $1 and expires > now() returning value
        """;

    private const string Write = """
        insert into cache values ($1, $2, now() + least($3, $4), $3, now() + $4)
        on conflict (key) do update
        set value = excluded.value, expires = excluded.expires, sliding = excluded.sliding, absolute = excluded.absolute
        """;

    /// <summary>Makes the table once per server; two that do it at once would collide in the catalogue.</summary>
    public static async Task<NpgsqlDataSource> OpenAsync(string connection)
    {
        var database = NpgsqlDataSource.Create(connection);
        await using var open = await database.OpenConnectionAsync();
        await using var create = new NpgsqlCommand("select pg_advisory_lock(1)", open);
        await create.ExecuteNonQueryAsync();
        create.CommandText = Table;
        await create.ExecuteNonQueryAsync();
        create.CommandText = "select pg_advisory_unlock(1)";
        await create.ExecuteNonQueryAsync();
        return database;
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(new() { Value = key });
        return (byte[]?)await command.ExecuteScalarAsync(token);
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await using var command = database.CreateCommand(Write);
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(
            new()
            {
                Value = options.SlidingExpiration is { } sliding
                ? sliding
                : DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Interval
            });
        command.Parameters.Add(new() { Value = options.AbsoluteExpirationRelativeToNow!.Value });
        await command.ExecuteNonQueryAsync(token);
    }

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        await using var command = database.CreateCommand("delete from cache where key = $1");
        command.Parameters.Add(new() { Value = key });
        await command.ExecuteNonQueryAsync(token);
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => GetAsync(key, token);

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();
}
