namespace Wristband.Platform.Data;

/// <summary>
/// One writer at a time in this process. SQLite allows a single writer anyway, and its client answers a collision by sleeping
/// on a pool thread; waiting here instead is asynchronous and fair.
/// </summary>
internal sealed class WriteLock : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Waits for the turn to write; dispose the result to pass it on. Not reentrant.</summary>
    public async Task<IDisposable> AcquireAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        return new Turn(_one);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        private int _passedOn;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _passedOn, 1) == 0) one.Release();
        }
    }
}
