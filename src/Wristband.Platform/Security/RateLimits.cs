using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Security;

/// <summary>Counts attempts in token buckets, one per limit and key, over all replicas.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, PermitStore permits, LimitMetrics metrics)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>Takes one permit: null when there was one, otherwise after how long the next one comes.</summary>
    public async ValueTask<TimeSpan?> TakeAsync(Limit limit, string key)
    {
        if (await permits.TakeAsync(limit, options.Value[limit], key) is not { } retryAfter) return null;
        metrics.Refused(limit);
        return retryAfter < ShortestWait ? ShortestWait : retryAfter;
    }

    /// <summary>Puts back what one attempt took: it was no guess.</summary>
    public ValueTask GiveBackAsync(Limit limit, string key) => permits.GiveBackAsync(limit, options.Value[limit], key);

    /// <summary>Takes one permit for the caller's network: an IPv4 address, or the /64 that an IPv6 sender picks addresses from.</summary>
    public ValueTask<TimeSpan?> TakeForNetworkAsync(Limit limit, Caller caller) => TakeAsync(limit, NetworkOf(caller.Address));

    public ValueTask GiveBackForNetworkAsync(Limit limit, Caller caller) => GiveBackAsync(limit, NetworkOf(caller.Address));

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
