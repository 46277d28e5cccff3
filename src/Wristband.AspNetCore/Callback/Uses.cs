using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Sharing;

namespace Wristband.AspNetCore.Callback;

/// <summary>What became of a login's only redemption.</summary>
/// <param name="Completed">False while it is under way, and when it failed.</param>
/// <param name="ReturnUrl">Where the browser went.</param>
/// <param name="SessionId">The session it made, when sessions are kept in the application's cache.</param>
/// <param name="At">When, in milliseconds of Unix time.</param>
internal sealed record Use(bool Completed, string? ReturnUrl, string? SessionId, long At)
{
    public override string ToString() => nameof(Use);
}

/// <summary>Which logins were redeemed: known to this process, and to all replicas when they share a cache (S-23).</summary>
internal sealed class Uses([FromKeyedServices] SharedCache cache, TimeProvider clock)
{
    private const string Kind = "login";
    private static readonly TimeSpan AsLongAsALoginMayTake = TimeSpan.FromMinutes(60);

    private readonly ExpiringMap<Use> _here = new(clock, capacity: 10_000);

    public bool AreShared => cache.IsUsed;

    /// <summary>What this process knows.</summary>
    public Use? FindHere(string key) => _here.TryGet(key, out var use) ? use : null;

    /// <summary>What any replica knows.</summary>
    public async Task<Use?> FindAsync(string key)
    {
        if (FindHere(key) is { } here || !cache.IsUsed) return FindHere(key);
        return await cache.GetAsync(Kind, key) is { } bytes ? JsonSerializer.Deserialize(bytes, UsesJson.Default.Use) : null;
    }

    public async Task SetAsync(string key, Use use)
    {
        _here.Set(key, use, AsLongAsALoginMayTake);
        if (cache.IsUsed) await cache.SetAsync(Kind, key, JsonSerializer.SerializeToUtf8Bytes(use, UsesJson.Default.Use), AsLongAsALoginMayTake);
    }

    /// <summary>As <see cref="SetAsync"/>, once it cannot change the outcome any more.</summary>
    public async Task TrySetAsync(string key, Use use)
    {
        try
        {
            await SetAsync(key, use);
        }
        catch (CacheUnavailableException)
        {
            // Other replicas still know that the login was begun, and will not redeem it again.
        }
    }
}

[JsonSerializable(typeof(Use))]
internal sealed partial class UsesJson : JsonSerializerContext;
