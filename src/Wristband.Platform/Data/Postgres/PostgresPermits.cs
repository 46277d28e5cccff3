using System.Collections.Concurrent;
using Npgsql;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Postgres;

/// <summary>
/// The buckets of all replicas, in a table without a log: after a crash of the server everybody starts with a full bucket. A bucket with
/// many permits is taken from in twentieths, so that a busy client does not write a row for each of its requests; what a replica does
/// not use of one is lost, which keeps the limit within a tenth of what it says over two of them.
/// </summary>
internal sealed class PostgresPermits(PostgresSource source, DatabaseTrouble trouble, TimeProvider time) : PermitStore
{
    private const int Parts = 20;
    private const int MostRemembered = 10_000;

    // Times in microseconds: a bucket with many permits refills one in less than a millisecond.
    private const string Take = """
        WITH taken AS (
            INSERT INTO wristband_permits AS p (bucket, key, full_at) VALUES ($1, $2, $3 + $4)
            ON CONFLICT (bucket, key) DO UPDATE SET full_at = greatest(p.full_at, $3) + $4
                WHERE greatest(p.full_at, $3) + $4 - $3 <= $5
            RETURNING full_at)
        SELECT 0::bigint FROM taken
        UNION ALL
        SELECT p.full_at + $4 - $3 - $5 FROM wristband_permits p WHERE p.bucket = $1 AND p.key = $2 AND NOT EXISTS (SELECT 1 FROM taken)
        """;

    private const string GiveBack = "UPDATE wristband_permits SET full_at = full_at - $3 WHERE bucket = $1 AND key = $2";

    private const string Prune = """
        DELETE FROM wristband_permits WHERE ctid IN (SELECT ctid FROM wristband_permits WHERE full_at < $1 LIMIT 5000)
        """;

    private readonly ConcurrentDictionary<(Limit, string), Share> _shares = new();

    public override async ValueTask<TimeSpan?> TakeAsync(Limit bucket, RateLimit limit, string key)
    {
        var many = Math.Max(1, limit.Permits / Parts);
        if (many == 1) return await TakeAsync(bucket, limit, key, many: 1);
        if (_shares.Count > MostRemembered) Sweep();
        var share = _shares.GetOrAdd((bucket, key), _ => new Share());
        if (share.TryTake(time.GetUtcNow())) return null;
        // One asks for all who come at once: each would take a share for itself, and the bucket would be empty.
        await share.OneAsks.WaitAsync();
        try
        {
            if (share.TryTake(time.GetUtcNow())) return null;
            var wait = await TakeAsync(bucket, limit, key, many);
            if (wait is null) share.Fill(many - 1, time.GetUtcNow() + (limit.Window / Parts));
            // Less than a whole share may be left.
            return wait is null ? null : await TakeAsync(bucket, limit, key, many: 1);
        }
        finally
        {
            share.OneAsks.Release();
        }
    }

    public override async ValueTask GiveBackAsync(Limit bucket, RateLimit limit, string key)
    {
        await using var command = source.Pooled.CreateCommand(GiveBack);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = bucket.ToString() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = StorableText.Of(key) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = PerPermit(limit) });
        await trouble.ExplainAsync(command.ExecuteNonQueryAsync);
    }

    /// <summary>Removes full buckets, which say nothing.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        await using var command = source.Pooled.CreateCommand(Prune);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Now() });
        await trouble.ExplainAsync(() => command.ExecuteNonQueryAsync(cancellationToken));
    }

    private async Task<TimeSpan?> TakeAsync(Limit bucket, RateLimit limit, string key, int many)
    {
        await using var command = source.Pooled.CreateCommand(Take);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = bucket.ToString() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = StorableText.Of(key) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Now() });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = PerPermit(limit) * many });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = limit.Window.Ticks / TimeSpan.TicksPerMicrosecond });
        var missing = (long?)await trouble.ExplainAsync(() => command.ExecuteScalarAsync()) ?? 0;
        return missing <= 0 ? null : TimeSpan.FromMicroseconds(missing);
    }

    private long Now() => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static long PerPermit(RateLimit limit) => Math.Max(1, limit.Window.Ticks / TimeSpan.TicksPerMicrosecond / limit.Permits);

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (key, share) in _shares)
        {
            if (share.IsOver(now)) _shares.TryRemove(key, out _);
        }
    }

    /// <summary>What this replica has of a bucket, for a short while.</summary>
    private sealed class Share
    {
        private readonly Lock _lock = new();
        private int _left;
        private DateTimeOffset _until;

        public SemaphoreSlim OneAsks { get; } = new(1, 1);

        public bool TryTake(DateTimeOffset now)
        {
            lock (_lock)
            {
                if (_left == 0 || now >= _until) return false;
                _left--;
                return true;
            }
        }

        public void Fill(int permits, DateTimeOffset until)
        {
            lock (_lock) (_left, _until) = (permits, until);
        }

        public bool IsOver(DateTimeOffset now)
        {
            lock (_lock) return _left == 0 || now >= _until;
        }
    }
}
