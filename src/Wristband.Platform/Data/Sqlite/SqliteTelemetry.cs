using System.Diagnostics;
using System.Diagnostics.Metrics;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// What the client of PostgreSQL does by itself: a span and a measurement for each operation on the database. Statements are told without
/// their values. Spans are only made inside of others: nobody looks for those of background work.
/// </summary>
internal sealed class SqliteTelemetry(IMeterFactory meters)
{
    private readonly Histogram<double> _duration = meters.PlatformMeter().CreateHistogram(
        "db.client.operation.duration", "s", "Operations on the database, by operation and, when they fail, type of error.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    /// <summary>Begins an operation that ends when it is disposed; null while nobody listens.</summary>
    public SqliteOperation? Begin(string name) =>
        _duration.Enabled || IsTraced ? new SqliteOperation(this, name, Start(name, statement: null, startTime: default)) : null;

    /// <summary>Tells of an operation that is over.</summary>
    public void Tell(string name, string statement, DateTimeOffset startTime, TimeSpan elapsed, Exception? failure)
    {
        using (var activity = Start(name, statement, startTime)) End(activity, name, elapsed, failure, startTime + elapsed);
    }

    internal void End(Activity? activity, string name, TimeSpan elapsed, Exception? failure, DateTimeOffset? endTime = null)
    {
        if (failure is not null) activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", failure.GetType().Name);
        if (endTime is { } end) activity?.SetEndTime(end.UtcDateTime);
        if (!_duration.Enabled) return;
        var tags = new TagList { { "db.system.name", "sqlite" }, { "db.operation.name", name } };
        if (failure is not null) tags.Add("error.type", failure.GetType().Name);
        _duration.Record(elapsed.TotalSeconds, tags);
    }

    private static bool IsTraced => PlatformTelemetry.Source.HasListeners() && Activity.Current is not null;

    private static Activity? Start(string name, string? statement, DateTimeOffset startTime)
    {
        if (!IsTraced) return null;
        var activity = PlatformTelemetry.Source.StartActivity(
            "sqlite " + name, ActivityKind.Client, parentContext: default, startTime: startTime);
        if (activity is not { IsAllDataRequested: true }) return activity;
        activity.SetTag("db.system.name", "sqlite").SetTag("db.operation.name", name);
        if (statement is not null) activity.SetTag("db.query.text", statement);
        return activity;
    }
}

/// <summary>An operation that is under way.</summary>
internal sealed class SqliteOperation(SqliteTelemetry telemetry, string name, Activity? activity) : IDisposable
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private Exception? _failure;

    public void Fail(Exception failure) => _failure = failure;

    public void Dispose()
    {
        telemetry.End(activity, name, Stopwatch.GetElapsedTime(_begun), _failure);
        activity?.Dispose();
    }
}
