using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>
/// What a process remembers for a while: bounded in time and, unless it holds marks, in number. When a bounded map is full, what would
/// be forgotten next is forgotten now, so a flood of new entries cannot grow memory. Reading takes no lock.
/// </summary>
/// <param name="time">Decides when an entry is over.</param>
/// <param name="capacity">
/// How many living entries stay; null for marks that refuse somebody. A mark that made room for another one would let in again
/// whom it refuses, and only sessions that really were here make marks.
/// </param>
internal sealed class ExpiringMap<TValue>(TimeProvider time, int? capacity)
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    // What ends next comes first. An entry that was replaced or removed stays in line until its turn; the dictionary knows better.
    private readonly PriorityQueue<KeyValuePair<string, Entry>, long> _ends = new();
    private readonly Lock _writing = new();

    private sealed class Entry(TValue value, DateTimeOffset expires)
    {
        public TValue Value => value;
        public DateTimeOffset Expires => expires;
    }

    public int Count => _entries.Count;

    public bool TryGet(string key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_entries.TryGetValue(key, out var entry) && entry.Expires > time.GetUtcNow())
        {
            value = entry.Value;
            return true;
        }
        value = default;
        return false;
    }

    public void Set(string key, TValue value, TimeSpan lifetime) => Update(key, _ => value, lifetime);

    /// <summary>Stores a value computed from the living one, atomically.</summary>
    public TValue Update(string key, Func<TValue?, TValue> change, TimeSpan lifetime)
    {
        lock (_writing)
        {
            var value = change(TryGet(key, out var living) ? living : default);
            Put(key, new Entry(value, time.GetUtcNow() + lifetime));
            return value;
        }
    }

    public void Remove(string key) => _entries.TryRemove(key, out _);

    private void Put(string key, Entry entry)
    {
        _entries[key] = entry;
        if (_ends.Count > 64 + (2 * _entries.Count)) LineUpAgain();
        else Enqueue(key, entry);
        var now = time.GetUtcNow();
        while (_ends.TryPeek(out var next, out _) && (next.Value.Expires <= now || _entries.Count > capacity))
        {
            _ends.Dequeue();
            _entries.TryRemove(next);
        }
    }

    // Keys that are written often would make the line longer than the map.
    private void LineUpAgain()
    {
        _ends.Clear();
        foreach (var (key, entry) in _entries) Enqueue(key, entry);
    }

    private void Enqueue(string key, Entry entry) => _ends.Enqueue(KeyValuePair.Create(key, entry), entry.Expires.UtcTicks);
}
