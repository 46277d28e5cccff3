using System.Diagnostics.Metrics;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Security;

/// <summary>Counts who was told to come back later. The lockout, which is no bucket, shows in the sign-ins instead.</summary>
internal sealed class LimitMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _refused = meters.PlatformMeter().CreateCounter<long>(
        "wristband.platform.limited", "{request}", "Requests that a rate limit refused, by limit.");

    public void Refused(Limit limit)
    {
        if (_refused.Enabled) _refused.Add(1, PlatformTelemetry.Tag("limit", limit.ToString()));
    }
}
