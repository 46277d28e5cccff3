namespace Wristband.Platform.Background;

/// <summary>
/// Places for work that runs side by side: so many in all, and few for one destination, so that a slow one holds up nobody else.
/// </summary>
internal sealed class SideBySide(int places, int placesPerDestination)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _busy = new(StringComparer.OrdinalIgnoreCase);
    private TaskCompletionSource _idle = Completed();
    private int _taken;

    /// <summary>Whether anything more may start.</summary>
    public bool HasPlace
    {
        get { lock (_lock) return _taken < places; }
    }

    /// <summary>The destinations that have to wait for one of theirs to end.</summary>
    public IReadOnlyList<string> FullDestinations()
    {
        lock (_lock) return [.. _busy.Where(entry => entry.Value >= placesPerDestination).Select(entry => entry.Key)];
    }

    /// <summary>Takes a place; every one that was taken is left again.</summary>
    public bool TryEnter(string destination)
    {
        lock (_lock)
        {
            var busy = _busy.GetValueOrDefault(destination);
            if (_taken >= places || busy >= placesPerDestination) return false;
            if (_taken++ == 0) _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _busy[destination] = busy + 1;
            return true;
        }
    }

    public void Leave(string destination)
    {
        lock (_lock)
        {
            if (--_busy[destination] == 0) _busy.Remove(destination);
            if (--_taken == 0) _idle.SetResult();
        }
    }

    /// <summary>Returns once nothing is under way.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock) return _idle.Task;
    }

    private static TaskCompletionSource Completed()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
