namespace Wristband.Platform.Data;

/// <summary>
/// Knows the failures that are the machine's and pass: a lock of another process, a full disk, a disk that cannot be written. Who meets
/// one is told to come back, and so is everybody who waits for a turn to write: they would only meet it one after the other. Each
/// database engine has its own errors for that.
/// </summary>
internal abstract partial class DatabaseTrouble(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private long _nextLineAt;

    /// <summary>Whether the engine says that it is of that kind.</summary>
    protected abstract bool IsPassing(Exception failure);

    /// <summary>Everybody who waits for a turn would only meet the same.</summary>
    protected virtual void TurnAwayWhoWaits()
    {
    }

    /// <summary>What to throw instead; null when it is another kind of failure.</summary>
    public DatabaseUnavailableException? Explain(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is DatabaseUnavailableException known) return known;
            if (!IsPassing(cause)) continue;
            TurnAwayWhoWaits();
            Tell(cause);
            return new DatabaseUnavailableException(failure);
        }
        return null;
    }

    /// <summary>Does the work; a failure of that kind becomes a <see cref="DatabaseUnavailableException"/>.</summary>
    public async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (Explain(failure) is { } explained)
        {
            throw explained;
        }
    }

    // One line for an incident, not one for each request that met it.
    private void Tell(Exception cause)
    {
        var now = time.GetUtcNow();
        var next = Interlocked.Read(ref _nextLineAt);
        if (now.UtcTicks >= next && Interlocked.CompareExchange(ref _nextLineAt, (now + Quiet).UtcTicks, next) == next)
            Log.TakesNoWrites(logger, cause.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(2032, LogLevel.Error, "WB2032: The database takes no writes ({Reason}). Requests get 503 until it does again.",
            EventName = "DatabaseTakesNoWrites")]
        public static partial void TakesNoWrites(ILogger logger, string reason);
    }
}
