using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Wristband.Platform.Telemetry;

/// <summary>
/// The platform's one meter and its one activity source. Each feature makes its own instruments with them; docs/observability.md lists
/// all. No tag ever holds what a request brought along: no name of a tenant, no address, no token.
/// </summary>
internal static class PlatformTelemetry
{
    public const string Name = "Wristband.Platform";

    /// <summary>Costs nothing while nobody listens.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>The factory owns it and disposes it with the container.</summary>
    public static Meter PlatformMeter(this IMeterFactory meters) => meters.Create(Name);

    public static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
