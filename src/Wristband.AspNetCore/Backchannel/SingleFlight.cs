using System.Collections.Concurrent;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>
/// One piece of work per key, however many ask for it at once; those who come late get the same result for a while.
/// The work belongs to nobody in particular: no caller's cancellation reaches it (S-68).
/// </summary>
internal sealed class SingleFlight<TResult>(TimeProvider time, TimeSpan keep, int capacity) where TResult : class
{
    private readonly ConcurrentDictionary<string, Lazy<Task<TResult>>> _running = new(StringComparer.Ordinal);
    private readonly ExpiringMap<TResult> _done = new(time, capacity);

    /// <summary>Starts the work, or joins it.</summary>
    /// <param name="key">Names the work; never a secret itself, only its hash.</param>
    /// <param name="work">What to do when nobody did it yet.</param>
    /// <param name="worthKeeping">Whether late arrivals get this result; a passing failure is not worth it.</param>
    public (Task<TResult> Result, bool Joined) Run(string key, Func<Task<TResult>> work, Func<TResult, bool> worthKeeping)
    {
        if (_done.TryGet(key, out var done)) return (Task.FromResult(done), true);

        var mine = new Lazy<Task<TResult>>(() => CompleteAsync(key, work, worthKeeping));
        var flight = _running.GetOrAdd(key, mine);
        var joined = !ReferenceEquals(flight, mine);
        // Between the look at _done and here the work may have finished and left _running.
        if (!joined && _done.TryGet(key, out done))
        {
            _running.TryRemove(KeyValuePair.Create(key, mine));
            return (Task.FromResult(done), true);
        }
        return (flight.Value, joined);
    }

    private async Task<TResult> CompleteAsync(string key, Func<Task<TResult>> work, Func<TResult, bool> worthKeeping)
    {
        try
        {
            var result = await work();
            // Kept before it leaves _running, so that no gap is open in which the work could start again.
            if (worthKeeping(result)) _done.Set(key, result, keep);
            return result;
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }
}
