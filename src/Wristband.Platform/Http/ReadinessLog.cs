using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Wristband.Platform.Http;

/// <summary>Says in the log when the platform stops being ready and when it is again: a line a change, none a probe.</summary>
internal sealed partial class ReadinessLog(ILogger<ReadinessLog> logger)
{
    private int _isRed;

    public async Task WriteAsync(HttpContext context, HealthReport report)
    {
        var isRed = report.Status == HealthStatus.Unhealthy ? 1 : 0;
        if (Interlocked.Exchange(ref _isRed, isRed) != isRed)
        {
            if (isRed == 0) Log.Ready(logger);
            else
                Log.NotReady(
                    logger, string.Join(" ", report.Entries.Where(e => e.Value.Status == HealthStatus.Unhealthy).Select(Describe)));
        }
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(report.Status.ToString());
    }

    private static string Describe(KeyValuePair<string, HealthReportEntry> entry) =>
        entry.Value.Description ?? $"{entry.Key}: {entry.Value.Exception?.Message ?? "no"}";

    private static partial class Log
    {
        [LoggerMessage(2037, LogLevel.Error, "WB2037: The platform is not ready. {Reasons}", EventName = "NotReady")]
        public static partial void NotReady(ILogger logger, string reasons);

        [LoggerMessage(2039, LogLevel.Information, "The platform is ready again", EventName = "ReadyAgain")]
        public static partial void Ready(ILogger logger);
    }
}
