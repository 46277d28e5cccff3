using Medallion.Threading;
using Medallion.Threading.Postgres;
using Medallion.Threading.Redis;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;
using Wristband.AspNetCore.Tests.Replicas;
using Wristband.TestSupport.Servers;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace Wristband.AspNetCore.Tests.Replicas;

/// <summary>What replicas share, on real servers. They start when the first test asks for them.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    public const string Memory = "memory";
    public const string Redis = "Redis";
    public const string Postgres = "PostgreSQL";

    private readonly RedisServer _redis = new();
    private readonly PostgresServer _postgres = new();
    private readonly Lazy<Task<NpgsqlDataSource>> _database;
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;

    public SharedServers()
    {
        _database = new(async () => await PostgresCache.OpenAsync(await _postgres.ConnectionStringAsync()));
        _connection = new(async () => await ConnectionMultiplexer.ConnectAsync(await _redis.AddressAsync()));
    }

    public async Task<IDistributedCache> CacheAsync(string kind) => kind switch
    {
        Redis => new RedisCache(Options.Create(new RedisCacheOptions { Configuration = await _redis.AddressAsync() })),
        Postgres => new PostgresCache(await _database.Value),
        _ => new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())),
    };

    public async Task<IDistributedLockProvider> LocksAsync(string kind) => kind switch
    {
        Redis => new RedisDistributedSynchronizationProvider((await _connection.Value).GetDatabase()),
        _ => new PostgresDistributedSynchronizationProvider(await _postgres.ConnectionStringAsync()),
    };

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated) await (await _connection.Value).DisposeAsync();
        if (_database.IsValueCreated) await (await _database.Value).DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
