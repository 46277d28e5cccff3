using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>A cache that a test can look into, take away, and stop in the middle of a write.</summary>
internal sealed class WatchedCache : IDistributedCache
{
    private readonly MemoryDistributedCache _inner = new(Options.Create(new MemoryDistributedCacheOptions()));

    public ConcurrentDictionary<string, (byte[] Value, DistributedCacheEntryOptions Options)> Written { get; } = new();

    /// <summary>Fails as a cache does whose server refuses connections.</summary>
    public bool IsDown { get; set; }

    /// <summary>Waits for ever, whatever the caller's token says.</summary>
    public bool Hangs { get; set; }

    /// <summary>Runs before an entry is written.</summary>
    public Func<string, Task> BeforeSet { get; set; } = _ => Task.CompletedTask;

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await AnswerAsync();
        return await _inner.GetAsync(key, token);
    }

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        await AnswerAsync();
        await BeforeSet(key);
        Written[key] = (value, options);
        await _inner.SetAsync(key, value, options, token);
    }

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        await AnswerAsync();
        await _inner.RemoveAsync(key, token);
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    private Task AnswerAsync() =>
        Hangs ? new TaskCompletionSource().Task : IsDown ? throw new TimeoutException("The cache is away.") : Task.CompletedTask;
}
