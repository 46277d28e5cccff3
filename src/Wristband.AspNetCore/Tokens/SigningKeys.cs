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
    PlatformHttp platform, TimeProvider clock, WristbandMetrics metrics, ILogger<SigningKeys> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UsableWhenStale = TimeSpan.FromHours(24);
    private static readonly TimeSpan UnknownIdPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private FrozenDictionary<string, SecurityKey> _keys = FrozenDictionary<string, SecurityKey>.Empty;
    private DateTimeOffset _fetched = DateTimeOffset.MinValue;
    private DateTimeOffset _noFetchBefore = DateTimeOffset.MinValue;
    private DateTimeOffset _noUnknownIdFetchBefore = DateTimeOffset.MinValue;
    private Task? _fetch;

    public async ValueTask<KeyLookup> FindAsync(string id)
    {
        if (FetchFor(id) is { } fetch) await fetch;
        lock (_gate)
        {
            if (clock.GetUtcNow() - _fetched >= UsableWhenStale) return new KeyLookup(null, IsUnavailable: true);
            return new KeyLookup(_keys.GetValueOrDefault(id), IsUnavailable: false);
        }
    }

    /// <summary>A key that <see cref="FindAsync"/> has just found, for validation code that cannot wait.</summary>
    public SecurityKey? Known(string id)
    {
        lock (_gate) return _keys.GetValueOrDefault(id);
    }

    /// <summary>The fetch that this lookup has to wait for; null when it does not.</summary>
    private Task? FetchFor(string id)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var isStale = now - _fetched >= Fresh;
            if (!isStale && _keys.ContainsKey(id)) return null;
            if (_fetch is not null) return _fetch;
            if (now < _noFetchBefore) return null;
            if (!isStale)
            {
                if (now < _noUnknownIdFetchBefore) return null;
                _noUnknownIdFetchBefore = now + UnknownIdPause;
            }
            return _fetch = FetchAsync();
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
            var now = clock.GetUtcNow();
            _fetch = null;
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
        [LoggerMessage(1502, LogLevel.Error, "WB1502 The platform's signing keys could not be fetched ({Reason}). Known keys stay in use for a "
            + "day; without any, logins and bearer requests answer 503.", EventName = "SigningKeysUnavailable")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
