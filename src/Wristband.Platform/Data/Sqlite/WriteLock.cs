namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// One writer at a time in this process. SQLite allows a single writer anyway, and its client answers a collision by sleeping
/// on a pool thread; waiting here instead is asynchronous and fair. Nobody waits for a database that takes no writes.
/// </summary>
internal sealed class WriteLock : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _one = new(1, 1);
    private CancellationTokenSource _trouble = new();

    /// <summary>Waits for the turn to write; dispose the result to pass it on. Not reentrant.</summary>
    public async Task<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        if (!await _one.WaitAsync(TimeSpan.Zero, cancellationToken)) await WaitAsync(cancellationToken);
        return new Turn(_one);
    }

    /// <summary>Ends the waiting of everybody: whoever had the turn found that the database takes no writes.</summary>
    public void TurnAwayWhoWaits() => Interlocked.Exchange(ref _trouble, new CancellationTokenSource()).Cancel();

    public void Dispose()
    {
        _one.Dispose();
        _trouble.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _trouble.Token);
        try
        {
            if (!await _one.WaitAsync(Longest, either.Token)) throw new DatabaseUnavailableException();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DatabaseUnavailableException();
        }
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        private int _passedOn;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _passedOn, 1) == 0) one.Release();
        }
    }
}
