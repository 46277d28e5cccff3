using System.Collections.Concurrent;

namespace Wristband.Platform.Security;

/// <summary>The buckets of a platform that is one process.</summary>
internal sealed class ProcessPermits(TimeProvider time) : PermitStore
{
    private readonly ConcurrentDictionary<Limit, TokenBuckets> _buckets = new();

    public override ValueTask<TimeSpan?> TakeAsync(Limit bucket, RateLimit limit, string key) =>
        new(Of(bucket, limit).TryTake(key, out var retryAfter) ? null : retryAfter);

    public override ValueTask GiveBackAsync(Limit bucket, RateLimit limit, string key)
    {
        Of(bucket, limit).GiveBack(key);
        return default;
    }

    private TokenBuckets Of(Limit bucket, RateLimit limit) => _buckets.GetOrAdd(bucket, _ => new TokenBuckets(limit, time));
}
