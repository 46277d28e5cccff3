using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Tests.Telemetry;

/// <summary>Everything that spans and measurements of the platform say, whichever test they come from.</summary>
internal sealed class CollectedSignals : IDisposable
{
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ActivityListener _spans;
    private readonly MeterListener _measurements = new();

    public CollectedSignals()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PlatformTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Say(span.DisplayName, [.. span.TagObjects]),
        };
        ActivitySource.AddActivityListener(_spans);
        _measurements.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == PlatformTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _measurements.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Say(instrument.Name, tags));
        _measurements.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Say(instrument.Name, tags));
        _measurements.Start();
    }

    public string Text => string.Join('\n', _said);

    public void Dispose()
    {
        _spans.Dispose();
        _measurements.Dispose();
    }

    private void Say(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var said = name;
        foreach (var tag in tags) said += $" {tag.Key}={tag.Value}";
        _said.Enqueue(said);
    }
}
