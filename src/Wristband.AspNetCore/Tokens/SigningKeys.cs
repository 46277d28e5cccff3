using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>A key, or why there is none: the platform does not publish it, or could not be asked.</summary>
internal readonly record struct KeyLookup(SecurityKey? Key, bool IsUnavailable);

/// <summary>
/// The platform's public keys, shared by logins and bearer validation. Kept for ten minutes, so that a removed key stops counting
/// (S-84); fetched early for an unknown id, but at most once a minute, so that invented ids cost nothing (S-85); kept up to a day
/// while the platform is unreachable (S-86).
/// </summary>
internal sealed partial class SigningKeys(
    PlatformHttp platform, TimeProvider time, WristbandMetrics metrics, ILogger<SigningKeys> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UsableWhenStale = TimeSpan.FromHours(24);
    private static readonly TimeSpan UnknownIdPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceWithKnownKeys = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private FrozenDictionary<string, SecurityKey> _keys = FrozenDictionary<string, SecurityKey>.Empty;
    private DateTimeOffset _fetched = DateTimeOffset.MinValue;
    private DateTimeOffset _noFetchBefore = DateTimeOffset.MinValue;
    private DateTimeOffset _noUnknownIdFetchBefore = DateTimeOffset.MinValue;
    private DateTimeOffset _fetchBegan;
    private bool _hasFailed;
    private Task? _fetch;

    public async ValueTask<KeyLookup> FindAsync(string id)
    {
        var (fetch, patience) = FetchFor(id);
        if (fetch is not null) await WaitAsync(fetch, patience);
        lock (_gate)
        {
            if (time.GetUtcNow() - _fetched >= UsableWhenStale) return new KeyLookup(null, IsUnavailable: true);
            return new KeyLookup(_keys.GetValueOrDefault(id), IsUnavailable: false);
        }
    }

    /// <summary>A key that <see cref="FindAsync"/> has just found, for validation code that cannot wait.</summary>
    public SecurityKey? Known(string id)
    {
        lock (_gate) return _keys.GetValueOrDefault(id);
    }

    private async Task WaitAsync(Task fetch, TimeSpan? patience)
    {
        try
        {
            if (patience is not { } atMost) await fetch;
            else if (atMost > TimeSpan.Zero) await fetch.WaitAsync(atMost, time);
        }
        catch (TimeoutException)
        {
            // The keys at hand go on; those who come later find what the fetch brings.
        }
    }

    /// <summary>
    /// The fetch that runs now, and how long this lookup waits for it; null for until it ends. A key that is known and stale counts while
    /// the platform hangs, but one second is left to a platform that answers to say that it is gone (X-D17).
    /// </summary>
    private (Task? Fetch, TimeSpan? Patience) FetchFor(string id)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var isStale = now - _fetched >= Fresh;
            var isKnown = _keys.ContainsKey(id) && now - _fetched < UsableWhenStale;
            if (!isStale && isKnown) return (null, null);
            if (_fetch is null)
            {
                if (now < _noFetchBefore) return (null, null);
                if (!isStale)
                {
                    if (now < _noUnknownIdFetchBefore) return (null, null);
                    _noUnknownIdFetchBefore = now + UnknownIdPause;
                }
                (_fetch, _fetchBegan) = (FetchAsync(), now);
            }
            return (_fetch, !isKnown ? null : _hasFailed ? TimeSpan.Zero : _fetchBegan + PatienceWithKnownKeys - now);
        }
    }

    private async Task FetchAsync()
    {
        // Leaves the lock before the first real step.
        await Task.Yield();
        FrozenDictionary<string, SecurityKey>? keys = null;
        try
        {
            keys = await DownloadAsync();
        }
        finally
        {
            Conclude(keys);
        }
    }

    private async Task<FrozenDictionary<string, SecurityKey>?> DownloadAsync()
    {
        var reply = await platform.SendAsync(
            new PlatformCall(HttpMethod.Get, "/api/v1/oauth2/jwks", "jwks", TimeSpan.FromSeconds(5)) { MaxBytes = KeySet.MaxBytes });
        var keys = reply.IsOk ? KeySet.Read(reply.Object()) : null;
        metrics.KeysFetched(keys is not null ? "ok" : reply.IsOk ? "invalid" : reply.Reason);
        if (keys is null) Log.Failed(logger, reply.IsOk ? "no usable key in the answer" : reply.Reason);
        return keys;
    }

    private void Conclude(FrozenDictionary<string, SecurityKey>? keys)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            _fetch = null;
            _hasFailed = keys is null;
            if (keys is null)
            {
                _noFetchBefore = now + FailurePause;
                return;
            }
            _keys = keys;
            _fetched = now;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1502, LogLevel.Error, "WB1502 The platform's signing keys could not be fetched ({Reason}). Known keys stay in use "
            + "for a day; without any, logins and bearer requests answer 503.", EventName = "SigningKeysUnavailable")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
