using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>
/// What a process remembers for a while: bounded in number and in time. When it is full, what would be forgotten next is
/// forgotten now, so a flood of new entries cannot grow memory.
/// </summary>
internal sealed class ExpiringMap<TValue>(TimeProvider clock, int capacity)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _trimming = new();

    private sealed record Entry(TValue Value, DateTimeOffset Expires);

    public int Count => _entries.Count;

    public bool TryGet(string key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_entries.TryGetValue(key, out var entry) && entry.Expires > clock.GetUtcNow())
        {
            value = entry.Value;
            return true;
        }
        value = default;
        return false;
    }

    public void Set(string key, TValue value, TimeSpan lifetime)
    {
        if (_entries.Count >= capacity && !_entries.ContainsKey(key)) Trim();
        _entries[key] = new Entry(value, clock.GetUtcNow() + lifetime);
    }

    /// <summary>Stores a value computed from the living one, atomically.</summary>
    public TValue Update(string key, Func<TValue?, TValue> change, TimeSpan lifetime)
    {
        if (_entries.Count >= capacity && !_entries.ContainsKey(key)) Trim();
        var now = clock.GetUtcNow();
        return _entries.AddOrUpdate(
            key,
            _ => new Entry(change(default), now + lifetime),
            (_, old) => new Entry(change(old.Expires > now ? old.Value : default), now + lifetime)).Value;
    }

    public void Remove(string key) => _entries.TryRemove(key, out _);

    private void Trim()
    {
        lock (_trimming)
        {
            if (_entries.Count < capacity) return;
            var now = clock.GetUtcNow();
            var surplus = _entries.Count - (capacity - capacity / 8);
            foreach (var (key, _) in _entries.OrderBy(e => e.Value.Expires).TakeWhile((e, i) => e.Value.Expires <= now || i < surplus).ToArray())
            {
                _entries.TryRemove(key, out _);
            }
        }
    }
}
