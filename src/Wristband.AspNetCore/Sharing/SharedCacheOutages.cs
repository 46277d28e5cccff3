using Microsoft.Extensions.Logging;

namespace Wristband.AspNetCore.Sharing;

/// <summary>Counts each failure of the cache, but an outage must not fill the log with one line per request.</summary>
internal sealed partial class SharedCacheOutages(TimeProvider time, WristbandMetrics metrics, ILogger<SharedCache> logger)
{
    private static readonly TimeSpan BetweenLogs = TimeSpan.FromSeconds(10);
    private long _silentUntil;

    public void Report(string operation, string reason)
    {
        metrics.SessionStoreFailed(operation);
        var (now, until) = (time.GetUtcNow(), Interlocked.Read(ref _silentUntil));
        if (now.UtcTicks < until || Interlocked.CompareExchange(ref _silentUntil, (now + BetweenLogs).UtcTicks, until) != until) return;
        Log.Failed(logger, operation, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1305, LogLevel.Error, "WB1305 The session store did not {Operation} ({Reason}). Requests with a session answer 503 "
            + "until it does; nobody is signed out.", EventName = "SessionStoreFailed")]
        public static partial void Failed(ILogger logger, string operation, string reason);
    }
}
