using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Security;

/// <summary>Counts attempts in token buckets, one per limit and key. Per process: what must outlive it is in the lockout.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider time)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private readonly Dictionary<Limit, TokenBuckets> _buckets =
        options.Value.ToDictionary(entry => entry.Key, entry => new TokenBuckets(entry.Value, time));

    /// <summary>Takes one permit. When none is left, says after how long the next one comes.</summary>
    public bool TryTake(Limit limit, string key, out TimeSpan retryAfter)
    {
        if (_buckets[limit].TryTake(key, out retryAfter)) return true;
        if (retryAfter < ShortestWait) retryAfter = ShortestWait;
        return false;
    }

    /// <summary>Puts back what one attempt took: it was no guess.</summary>
    public void GiveBack(Limit limit, string key) => _buckets[limit].GiveBack(key);

    /// <summary>Takes one permit for the caller's network: an IPv4 address, or the /64 that an IPv6 sender picks addresses from.</summary>
    public bool TryTakeForNetwork(Limit limit, Caller caller, out TimeSpan retryAfter) =>
        TryTake(limit, NetworkOf(caller.Address), out retryAfter);

    public void GiveBackForNetwork(Limit limit, Caller caller) => GiveBack(limit, NetworkOf(caller.Address));

    /// <summary>All mails with one-time links to one address share a limit, whatever they are for.</summary>
    public static string MailKey(string applicationId, string canonicalEmail) => $"{applicationId} {canonicalEmail}";

    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
