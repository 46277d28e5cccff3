using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Wristband.AspNetCore;

/// <summary>What operators can count and trace: meter and activity source <c>Wristband.AspNetCore</c>, one method per event.</summary>
internal sealed class WristbandMetrics
{
    public const string Name = "Wristband.AspNetCore";

    private static readonly ActivitySource Source = new(Name);

    // Those of OpenTelemetry for calls over HTTP. Without advice everything would be in the first one, which holds five seconds.
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly Counter<long> _logins;
    private readonly Counter<long> _refreshes;
    private readonly Counter<long> _sessionsIssued;
    private readonly Counter<long> _sessionsEnded;
    private readonly Counter<long> _storeFailures;
    private readonly Counter<long> _backchannelLogouts;
    private readonly Counter<long> _lockFailures;
    private readonly Counter<long> _csrfRefusals;
    private readonly Counter<long> _revocationFailures;
    private readonly Counter<long> _keyFetches;
    private readonly Counter<long> _bearerRefusals;
    private readonly Histogram<double> _calls;

    public WristbandMetrics(IMeterFactory meters)
    {
        // The factory owns its meters and disposes them with the container.
#pragma warning disable CA2000
        var meter = meters.Create(Name);
#pragma warning restore CA2000
        _logins = meter.CreateCounter<long>("wristband.logins", "{login}", "Logins by result: started, completed, restarted, failed.");
        _refreshes = meter.CreateCounter<long>("wristband.refreshes", "{refresh}", "Token refreshes by result: refreshed, joined, failed.");
        _sessionsIssued = meter.CreateCounter<long>("wristband.sessions.issued", "{cookie}", "Session cookies written, by cause.");
        _sessionsEnded = meter.CreateCounter<long>("wristband.sessions.ended", "{session}", "Sessions that ended, by cause.");
        _lockFailures = meter.CreateCounter<long>(
            "wristband.locks.failed", "{lock}", "Distributed locks that could not be had or given back.");
        _backchannelLogouts = meter.CreateCounter<long>(
            "wristband.backchannel_logouts", "{token}", "Logout tokens of the platform, by result.");
        _storeFailures = meter.CreateCounter<long>(
            "wristband.session_store.failures", "{call}", "Calls to the session store that failed, by operation.");
        _csrfRefusals = meter.CreateCounter<long>(
            "wristband.csrf.refusals", "{request}", "Requests refused as possible forgeries, by reason.");
        _revocationFailures = meter.CreateCounter<long>(
            "wristband.revocations.failed", "{call}", "Refresh tokens that could not be revoked.");
        _keyFetches = meter.CreateCounter<long>(
            "wristband.signing_keys.fetches", "{fetch}", "Fetches of the platform's signing keys, by result.");
        _bearerRefusals = meter.CreateCounter<long>("wristband.bearer.refusals", "{request}", "Bearer tokens refused, by reason.");
        _calls = meter.CreateHistogram(
            "wristband.backchannel.duration", "s", "Calls to the platform, by endpoint and result.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
    }

    public static Activity? Calling(string endpoint) => Source.StartActivity("wristband " + endpoint, ActivityKind.Client);

    public static Activity? CompletingLogin() => Source.StartActivity("wristband login.complete");

    public static Activity? Refreshing() => Source.StartActivity("wristband session.refresh");

    public void LoginStarted() => Count(_logins, "result", "started");

    public void LoginCompleted() => Count(_logins, "result", "completed");

    public void LoginRestarted(string reason) => Count(_logins, "result", "restarted", reason);

    public void LoginFailed(string id) => Count(_logins, "result", "failed", id);

    public void Refreshed() => Count(_refreshes, "result", "refreshed");

    public void RefreshJoined() => Count(_refreshes, "result", "joined");

    public void RefreshFailed(string reason) => Count(_refreshes, "result", "failed", reason);

    public void SessionIssued(string cause) => Count(_sessionsIssued, "cause", cause);

    public void SessionEnded(string cause) => Count(_sessionsEnded, "cause", cause);

    public void LockFailed() => _lockFailures.Add(1);

    public void BackchannelLogout(string result) => Count(_backchannelLogouts, "result", result);

    public void SessionStoreFailed(string operation) => Count(_storeFailures, "operation", operation);

    public void CsrfRefused(string reason) => Count(_csrfRefusals, "reason", reason);

    public void RevocationFailed() => _revocationFailures.Add(1);

    public void KeysFetched(string result) => Count(_keyFetches, "result", result);

    public void BearerRefused(string reason) => Count(_bearerRefusals, "reason", reason);

    public void Called(string endpoint, string result, TimeSpan elapsed)
    {
        if (_calls.Enabled) _calls.Record(elapsed.TotalSeconds, new("endpoint", endpoint), new("result", result));
    }

    private static void Count(Counter<long> counter, string tag, string value, string? reason = null)
    {
        if (!counter.Enabled) return;
        if (reason is null) counter.Add(1, new KeyValuePair<string, object?>(tag, value));
        else counter.Add(1, new KeyValuePair<string, object?>(tag, value), new KeyValuePair<string, object?>("reason", reason));
    }
}
