using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>After a failure the platform is left alone for 1, 2, 4 ... 30 seconds, or as long as it asked for (S-66).</summary>
internal sealed class RefreshPauses(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWish = TimeSpan.FromMinutes(10);

    private readonly ExpiringMap<Pause> _pauses = new(time, capacity: 10_000);

    private sealed record Pause(int Failures, DateTimeOffset Until);

    /// <summary>Whether the last attempt failed.</summary>
    public bool HasFailed(string key) => _pauses.TryGet(key, out _);

    /// <summary>How long the platform is still left alone; null when it may be asked.</summary>
    public TimeSpan? Left(string key) =>
        _pauses.TryGet(key, out var pause) && pause.Until > time.GetUtcNow() ? pause.Until - time.GetUtcNow() : null;

    /// <summary>The platform answers again.</summary>
    public void End(string key) => _pauses.Remove(key);

    /// <summary>Begins the next pause.</summary>
    public TimeSpan Begin(string key, TimeSpan? platformsWish)
    {
        var failures = _pauses.TryGet(key, out var earlier) ? earlier.Failures : 0;
        var ours = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), Longest.TotalSeconds));
        var pause = platformsWish > ours ? platformsWish < LongestWish ? platformsWish.Value : LongestWish : ours;
        _pauses.Set(key, new Pause(Math.Min(failures + 1, 10), time.GetUtcNow() + pause), LongestWish + pause);
        return pause;
    }
}
