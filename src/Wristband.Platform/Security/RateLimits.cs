using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Security;

/// <summary>Counts attempts with the framework's token buckets, one per limit and key.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options) : IDisposable
{
    private readonly Dictionary<Limit, PartitionedRateLimiter<string>> _limiters =
        options.Value.ToDictionary(entry => entry.Key, entry => Limiter(entry.Value));

    /// <summary>Takes one permit. When none is left, says after how long the next one comes.</summary>
    public bool TryTake(Limit limit, string key, out TimeSpan retryAfter)
    {
        using var lease = _limiters[limit].AttemptAcquire(key);
        retryAfter = TimeSpan.Zero;
        if (lease.IsAcquired) return true;
        var known = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        retryAfter = known && wait >= TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
        return false;
    }

    /// <summary>Takes one permit for the caller's network: an IPv4 address, or the /64 that an IPv6 sender picks addresses from.</summary>
    public bool TryTakeForNetwork(Limit limit, Caller caller, out TimeSpan retryAfter) =>
        TryTake(limit, NetworkOf(caller.Address), out retryAfter);

    /// <summary>All mails with one-time links to one address share a limit, whatever they are for.</summary>
    public static string MailKey(string applicationId, string canonicalEmail) => $"{applicationId} {canonicalEmail}";

    public void Dispose()
    {
        foreach (var limiter in _limiters.Values) limiter.Dispose();
    }

    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static PartitionedRateLimiter<string> Limiter(RateLimit limit) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit.Permits,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = limit.Window / limit.Permits,
            QueueLimit = 0,
        }));
}
