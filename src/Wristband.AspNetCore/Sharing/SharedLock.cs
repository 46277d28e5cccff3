using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Medallion.Threading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Sharing;

/// <summary>
/// The application's distributed locks, so that replicas take turns. A lock saves work and never guards anything: when none can be
/// had, the work goes on without (S-62).
/// </summary>
internal sealed partial class SharedLock(
    WristbandOptions options,
    SchemeNames names,
    ApplicationServices application,
    TimeProvider time,
    WristbandMetrics metrics,
    ILogger<SharedLock> logger)
{
    /// <summary>A refresh takes ten seconds at most; whoever holds the lock longer is gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly IDistributedLockProvider? _locks = options.DistributedLocks
        ? application.Provider.GetRequiredService<IDistributedLockProvider>()
        : null;

    /// <summary>The turn, to be given back by disposal; null when there are no locks or none could be had.</summary>
    public async Task<IAsyncDisposable?> TakeAsync(string kind, string name)
    {
        if (_locks is null) return null;
        try
        {
            var attempt = _locks.TryAcquireLockAsync(NameOf(kind, name), Patience).AsTask();
            if (await WaitAsync(attempt) is { } handle) return new Turn(handle, this);
            Report("timeout");
        }
        // What a lock throws depends on the package behind it; here it all means the same.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e.GetType().Name);
        }
        return null;
    }

    /// <summary>Not every lock keeps to its own time limit. One that comes too late is given back at once.</summary>
    private async Task<IDistributedSynchronizationHandle?> WaitAsync(Task<IDistributedSynchronizationHandle?> attempt)
    {
        try
        {
            return await attempt.WaitAsync(Patience + TimeSpan.FromSeconds(1), time);
        }
        catch (TimeoutException) when (!attempt.IsFaulted)
        {
            _ = ReleaseAsync(attempt);
            return null;
        }
    }

    private async Task ReleaseAsync(Task<IDistributedSynchronizationHandle?> attempt)
    {
        try
        {
            if (await attempt is { } late) await late.DisposeAsync();
        }
        // Nobody awaits this; what it could not give back ends with its connection.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(e.GetType().Name);
        }
    }

    private void Report(string reason)
    {
        metrics.LockFailed();
        Log.Failed(logger, reason);
    }

    /// <summary>Never the key of a cache entry: cache and locks may live in one Redis.</summary>
    private string NameOf(string kind, string name) => $"wristband:lock:{kind}:"
        + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.ClientId}\n{names.Session}\n{kind}\n{name}")));

    private sealed class Turn(IDistributedSynchronizationHandle handle, SharedLock owner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await owner.ReleaseAsync(Task.FromResult<IDistributedSynchronizationHandle?>(handle));
    }

    private static partial class Log
    {
        [LoggerMessage(1304, LogLevel.Warning, "WB1304 A distributed lock could not be had or given back ({Reason}). The work went on "
            + "without it.",
            EventName = "LockFailed")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
