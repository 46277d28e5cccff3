using Npgsql;

namespace Wristband.Platform.Data.Postgres;

/// <summary>
/// Makes this process forget rows that another one changed, as soon as PostgreSQL says so. While nobody listens, everything that is
/// remembered is forgotten every five seconds.
/// </summary>
internal sealed partial class ChangeListener(PostgresSource source, IEnumerable<IRowCache> caches, ILogger<ChangeListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan WithoutNews = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, IRowCache> _caches = caches.ToDictionary(cache => cache.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The listening is a matter between two machines: it goes by the machine's clock.
        if (source.Direct is null) await ForgetRegularlyAsync(stoppingToken);
        else await ListenAsync(source.Direct, stoppingToken);
    }

    private async Task ForgetRegularlyAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WithoutNews, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken)) DoubtAll();
    }

    private async Task ListenAsync(NpgsqlDataSource direct, CancellationToken stoppingToken)
    {
        var isLost = false;
        while (true)
        {
            try
            {
                await using var connection = await direct.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, notice) => Forget(notice.Payload);
                await using (var listen = new NpgsqlCommand("LISTEN " + PostgresSchema.Channel, connection))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                // Nobody knows what changed before.
                DoubtAll();
                if (isLost) Log.ListensAgain(logger);
                isLost = false;
                while (true) await connection.WaitAsync(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                if (!isLost) Log.Lost(logger, failure.GetBaseException().Message);
                isLost = true;
            }
            DoubtAll();
            await Task.Delay(BetweenAttempts, TimeProvider.System, stoppingToken);
        }
    }

    // "hosts:acme.example": the name of a cache, and a key of it.
    private void Forget(string payload)
    {
        var colon = payload.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && _caches.TryGetValue(payload[..colon], out var cache)) cache.Forget(payload[(colon + 1)..]);
        else DoubtAll();
    }

    private void DoubtAll()
    {
        foreach (var cache in _caches.Values) cache.Doubt();
    }

    private static partial class Log
    {
        [LoggerMessage(
            2198, LogLevel.Warning,
            "WB2198: The connection on which the database tells of changes was lost ({Reason}). Until it is back, nothing is remembered "
            + "for longer than a moment.", EventName = "ChangeListenerLost")]
        public static partial void Lost(ILogger logger, string reason);

        [LoggerMessage(2199, LogLevel.Information, "The database tells of changes again", EventName = "ChangeListenerBack")]
        public static partial void ListensAgain(ILogger logger);
    }
}
