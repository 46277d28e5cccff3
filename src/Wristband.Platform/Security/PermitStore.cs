namespace Wristband.Platform.Security;

/// <summary>
/// Where the token buckets of the limits are: in this process, or where all replicas find them. A bucket has so many permits, refilled
/// evenly over its window; what is remembered of it is the moment at which it is full again.
/// </summary>
internal abstract class PermitStore
{
    /// <summary>The key of the service that keeps the buckets where there is no Redis, or none that answers.</summary>
    public const string WithoutRedis = "without Redis";

    /// <summary>Takes one permit.</summary>
    /// <param name="bucket">The limit.</param>
    /// <param name="limit">How many permits in which window.</param>
    /// <param name="key">Whose bucket.</param>
    /// <returns>Null when there was one; otherwise after how long the next one comes.</returns>
    public abstract ValueTask<TimeSpan?> TakeAsync(Limit bucket, RateLimit limit, string key);

    /// <summary>Puts one permit back that was taken before.</summary>
    public abstract ValueTask GiveBackAsync(Limit bucket, RateLimit limit, string key);
}
