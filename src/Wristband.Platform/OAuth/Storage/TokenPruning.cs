using Wristband.Platform.Background;

namespace Wristband.Platform.OAuth.Storage;

/// <summary>Keeps the token tables small: seeds go after ten minutes, rows a day after they could last matter.</summary>
internal sealed class TokenPruning(TokenStore tokens, TimeProvider time, ILogger<TokenPruning> logger) : BackgroundService
{
    private const int RowsPerStep = 1000;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    // Longer than any access token lives, so userinfo can still find the family of one.
    private static readonly TimeSpan KeepExpired = TimeSpan.FromDays(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(Period, time, logger, PruneAsync, stoppingToken);

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        // Small steps: token requests share the writer.
        while (await tokens.PruneAsync(KeepExpired, RowsPerStep) >= RowsPerStep) cancellationToken.ThrowIfCancellationRequested();
    }
}
