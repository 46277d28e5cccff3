namespace Wristband.Platform.Background;

/// <summary>Work that comes round again while the platform runs. A round that fails is logged, and the next one tries again.</summary>
internal static partial class Periodically
{
    public static async Task RunAsync(
        TimeSpan period, TimeProvider time, ILogger logger, Func<CancellationToken, Task> work, CancellationToken stoppingToken,
        bool atOnce = false)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            if (atOnce) await TryAsync(work, logger, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(work, logger, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The platform stops.
        }
    }

    /// <summary>As above, at once and also whenever the signal rings.</summary>
    public static async Task RunAsync<TRow>(
        Signal<TRow> signal,
        TimeSpan period,
        TimeProvider time,
        ILogger logger,
        Func<CancellationToken, Task> work,
        CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryAsync(work, logger, stoppingToken);
                await signal.WaitAsync(period, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The platform stops.
        }
    }

    private static async Task TryAsync(Func<CancellationToken, Task> work, ILogger logger, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Log.Failed(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2030, LogLevel.Error, "Periodic work failed. The next round tries again.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
