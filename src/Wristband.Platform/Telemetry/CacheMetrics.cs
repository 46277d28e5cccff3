using System.Diagnostics.Metrics;

namespace Wristband.Platform.Telemetry;

/// <summary>How often what requests need was remembered, and how often the database had to be asked.</summary>
internal sealed class CacheMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _lookups = meters.PlatformMeter().CreateCounter<long>(
        "wristband.platform.cache.lookups", "{lookup}", "Lookups by cache and result: hit, miss.");

    public void Asked(string cache, bool isHit) =>
        _lookups.Add(1, PlatformTelemetry.Tag("cache", cache), PlatformTelemetry.Tag("result", isHit ? "hit" : "miss"));
}
