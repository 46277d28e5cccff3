using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>A clock that only tests move, and that tells when somebody has begun to wait for it.</summary>
internal sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero))
{
    private readonly ConcurrentDictionary<(TimeSpan From, TimeSpan To), TaskCompletionSource> _watches = new();

    /// <summary>Completes when a timer with a delay in this range is set from now on.</summary>
    public Task TimerAsync(TimeSpan from, TimeSpan to) =>
        _watches.GetOrAdd((from, to), _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        foreach (var (range, watch) in _watches)
        {
            if (dueTime >= range.From && dueTime <= range.To) watch.TrySetResult();
        }
        return timer;
    }
}
