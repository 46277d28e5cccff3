namespace Wristband.Platform.Security;

/// <summary>
/// A token bucket for each key: so many permits at once, refilled evenly over the window. What is remembered of a bucket is the moment
/// at which it is full again; one that is full is forgotten. The framework's buckets cannot take a permit back and have a clock of
/// their own.
/// </summary>
internal sealed class TokenBuckets(RateLimit limit, TimeProvider time)
{
    private const int FewestToSweep = 1024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _fullAt = new(StringComparer.Ordinal);
    private readonly TimeSpan _perPermit = limit.Window / limit.Permits;
    private int _sweepAt = FewestToSweep;

    /// <summary>Takes one permit. When none is left, says after how long the next one comes.</summary>
    public bool TryTake(string key, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var fullAt = (_fullAt.TryGetValue(key, out var known) && known > now ? known : now) + _perPermit;
            retryAfter = fullAt - now - limit.Window;
            if (retryAfter > TimeSpan.Zero) return false;
            _fullAt[key] = fullAt;
            if (_fullAt.Count > _sweepAt) Sweep(now);
            return true;
        }
    }

    /// <summary>Puts one permit back that was taken before.</summary>
    public void GiveBack(string key)
    {
        lock (_lock)
        {
            if (_fullAt.TryGetValue(key, out var fullAt)) _fullAt[key] = fullAt - _perPermit;
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, fullAt) in _fullAt)
        {
            if (fullAt <= now) _fullAt.Remove(key);
        }
        _sweepAt = Math.Max(FewestToSweep, 2 * _fullAt.Count);
    }
}
