using System.Diagnostics.Metrics;
using OpenIddict.Abstractions;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.OAuth;

/// <summary>What the protocol counts.</summary>
internal sealed class ProtocolMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _tokens = meters.PlatformMeter().CreateCounter<long>(
        "wristband.platform.tokens", "{request}", "Token requests by grant and result: redeemed, replayed in time, refused, reused.");

    public void CodeRedeemed(RedemptionStatus status) => Count(OpenIddictConstants.GrantTypes.AuthorizationCode, status);

    public void Refreshed(RedemptionStatus status) => Count(OpenIddictConstants.GrantTypes.RefreshToken, status);

    public void ClientCredentialsGranted() => Count(OpenIddictConstants.GrantTypes.ClientCredentials, RedemptionStatus.Redeemed);

    private void Count(string grant, RedemptionStatus status)
    {
        if (!_tokens.Enabled) return;
        _tokens.Add(
            1, PlatformTelemetry.Tag("grant", grant), PlatformTelemetry.Tag("result", status.ToString().ToLowerInvariant()));
    }
}
