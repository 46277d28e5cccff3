using System.Text;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Sharing;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// Where the logins under way want to go, kept by the server: for addresses that no cookie holds, and for browsers that lost a login's
/// cookie. An address that fits into the cookie is kept by this process alone; one that does not, by the application's cache when it has
/// one, so that every replica finds it.
/// </summary>
internal sealed class KeptReturnUrls(SharedCache cache, TimeProvider time)
{
    private const string Kind = "return-url";

    private readonly ExpiringMap<string> _here = new(time, capacity: 5_000);

    /// <param name="state">Which login it belongs to.</param>
    /// <param name="returnUrl">Was accepted before, and is checked again before it is used.</param>
    /// <param name="everywhere">Whether the other replicas have to know it.</param>
    public async Task KeepAsync(string state, string returnUrl, bool everywhere)
    {
        _here.Set(state, returnUrl, LoginStateCookies.Lifetime);
        if (!everywhere || !cache.IsUsed) return;
        try
        {
            await cache.SetAsync(Kind, state, Encoding.UTF8.GetBytes(returnUrl), LoginStateCookies.Lifetime);
        }
        catch (CacheUnavailableException)
        {
            // The login itself does not need it.
        }
    }

    public async ValueTask<string?> FindAsync(string state)
    {
        if (_here.TryGet(state, out var here) || !cache.IsUsed) return here;
        try
        {
            return await cache.GetAsync(Kind, state) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        }
        catch (CacheUnavailableException)
        {
            return null;
        }
    }
}
