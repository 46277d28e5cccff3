using Microsoft.Data.Sqlite;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// Makes the server forget rows that another process changed, such as a command beside it, within five seconds. SQLite tells nobody
/// anything, so this asks for the numbers that triggers count up. Its own changes count as well: what reads a few rows again.
/// </summary>
internal sealed class ChangePolling(IServiceProvider services, IEnumerable<IRowCache> caches, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);
    private readonly string _connectionString = SqliteExtensions.ConnectionString(services);
    private readonly IRowCache[] _caches = [.. caches];
    private Dictionary<string, long>? _numbers;
    private Task _round = Task.CompletedTask;

    /// <summary>The first look comes before anything is remembered.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _numbers = Read();
        _round = Task.Delay(Round, time, CancellationToken.None);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _round.WaitAsync(stoppingToken);
            // Not on the timer's own thread: a clock that jumps hours ahead would make up for every missed look.
            await Task.Yield();
            _round = Task.Delay(Round, time, CancellationToken.None);
            Look();
        }
    }

    private void Look()
    {
        var (before, now) = (_numbers, Read());
        _numbers = now;
        foreach (var cache in _caches)
        {
            if (before is null || now is null || before.GetValueOrDefault(cache.Name) != now.GetValueOrDefault(cache.Name)) cache.Doubt();
        }
    }

    // Null when nobody can say: what is remembered is doubted then, and whoever needs the database meets the trouble itself.
    private Dictionary<string, long>? Read()
    {
        try
        {
            using var connection = new SqliteConnection(_connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = SqliteSchema.Numbers;
            using var row = command.ExecuteReader();
            var numbers = new Dictionary<string, long>();
            while (row.Read()) numbers[row.GetString(0)] = row.GetInt64(1);
            return numbers;
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
