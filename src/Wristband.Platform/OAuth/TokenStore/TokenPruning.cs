namespace Wristband.Platform.OAuth.TokenStore;

/// <summary>Keeps the token tables small: seeds go after the leeway, rows a day after they could last matter.</summary>
internal sealed partial class TokenPruning(SqliteTokenStore tokens, TimeProvider time, ILogger<TokenPruning> logger) : BackgroundService
{
    private const int RowsPerStep = 1000;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    // Longer than any access token lives, so userinfo can still find the family of one.
    private static readonly TimeSpan KeepExpired = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // Small steps: token requests share the writer.
                while (await tokens.PruneAsync(KeepExpired, RowsPerStep) >= RowsPerStep) stoppingToken.ThrowIfCancellationRequested();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.Failed(logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2202, LogLevel.Error, "Old token rows could not be removed. It is tried again in a minute.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
