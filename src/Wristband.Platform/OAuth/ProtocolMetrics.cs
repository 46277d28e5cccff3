using System.Diagnostics.Metrics;
using OpenIddict.Abstractions;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Security;

namespace Wristband.Platform.OAuth;

/// <summary>What the protocol counts (meter "Wristband.Platform"). Tags never hold anything that a request brought along.</summary>
internal sealed class ProtocolMetrics
{
    public const string MeterName = "Wristband.Platform";
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _limited;

    public ProtocolMetrics(IMeterFactory meters)
    {
        // The factory owns its meters and disposes them with the container.
#pragma warning disable CA2000
        var meter = meters.Create(MeterName);
#pragma warning restore CA2000
        _tokens = meter.CreateCounter<long>(
            "wristband.platform.tokens", "{request}", "Token requests by grant and result: redeemed, replayed in time, refused, reused.");
        _limited = meter.CreateCounter<long>("wristband.platform.limited", "{request}", "Protocol requests refused by a rate limit.");
    }

    public void CodeRedeemed(RedemptionStatus status) => Count(OpenIddictConstants.GrantTypes.AuthorizationCode, status);

    public void Refreshed(RedemptionStatus status) => Count(OpenIddictConstants.GrantTypes.RefreshToken, status);

    public void ClientCredentialsGranted() => Count(OpenIddictConstants.GrantTypes.ClientCredentials, RedemptionStatus.Redeemed);

    public void Refused(Limit limit) => _limited.Add(1, new KeyValuePair<string, object?>("limit", limit.ToString()));

    private void Count(string grant, RedemptionStatus status) => _tokens.Add(
        1, new KeyValuePair<string, object?>("grant", grant),
        new KeyValuePair<string, object?>("result", status.ToString().ToLowerInvariant()));
}
