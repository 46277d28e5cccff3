using System.Diagnostics.Metrics;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Background;

/// <summary>What came of an attempt to deliver something.</summary>
internal enum DeliveryResult
{
    Delivered,

    /// <summary>It did not work, and is tried again.</summary>
    Postponed,

    /// <summary>It did not work, and is not tried again.</summary>
    GivenUp,
}

/// <summary>Counts attempts to deliver mails and logout notices.</summary>
internal sealed class DeliveryMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _deliveries = meters.PlatformMeter().CreateCounter<long>(
        "wristband.platform.deliveries", "{delivery}", "Attempts by queue (mail, logout) and result: delivered, postponed, given_up.");

    public void Ended(string queue, DeliveryResult result) => _deliveries.Add(
        1, PlatformTelemetry.Tag("queue", queue), PlatformTelemetry.Tag("result", result switch
        {
            DeliveryResult.Delivered => "delivered",
            DeliveryResult.Postponed => "postponed",
            _ => "given_up",
        }));
}
