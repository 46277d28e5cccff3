using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace Wristband.Platform.Data;

/// <summary>
/// Values that were read from rows, by a key. What was read before a row changed is not remembered after it: the version says whether
/// something was forgotten while it was read.
/// </summary>
internal sealed class RowCache<TValue>(TimeProvider time, int most, TimeSpan remembered) : IDisposable
    where TValue : class
{
    private readonly MemoryCache _values = new(new MemoryCacheOptions { SizeLimit = most, Clock = new Clock(time) });
    private readonly ConcurrentDictionary<string, TValue> _last = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>Take it before reading.</summary>
    public int Version => Volatile.Read(ref _version);

    public bool TryGet(string key, [NotNullWhen(true)] out TValue? value) => _values.TryGetValue(key, out value) && value is not null;

    /// <summary>
    /// What was known before it was doubted or grew old. Only for when the database cannot be asked, and never for what lets somebody in.
    /// </summary>
    public bool TryGetLast(string key, [NotNullWhen(true)] out TValue? value) => _last.TryGetValue(key, out value);

    /// <summary>Remembers what was read when the cache had this version; does nothing when it has another one by now.</summary>
    public void Remember(string key, TValue value, int version)
    {
        if (version != Version) return;
        _values.Set(key, value, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = remembered });
        // Whoever forgot it between the two lines above found nothing to remove.
        if (version != Version)
        {
            _values.Remove(key);
            return;
        }
        if (_last.Count >= most) _last.Clear();
        _last[key] = value;
    }

    public void Forget(string key)
    {
        Interlocked.Increment(ref _version);
        _values.Remove(key);
        _last.TryRemove(key, out _);
    }

    /// <summary>Every row may have changed: all are read again.</summary>
    public void Doubt()
    {
        Interlocked.Increment(ref _version);
        _values.Clear();
    }

    public void ForgetAll()
    {
        Doubt();
        _last.Clear();
    }

    public void Dispose() => _values.Dispose();

    private sealed class Clock(TimeProvider time) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
