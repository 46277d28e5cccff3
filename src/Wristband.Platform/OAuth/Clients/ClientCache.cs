using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// Every protocol request needs its client several times; rows are remembered for half a minute, or until this process changes them.
/// </summary>
internal sealed class ClientCache(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private const int LongestId = 26;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 10_000, Clock = new Clock(time) });

    /// <summary>
    /// The enabled client of this application; null when there is none, whatever the reason, so that callers cannot tell (P-08, P-21).
    /// </summary>
    public async ValueTask<OAuthClient?> FindAsync(string applicationId, string? clientId, CancellationToken cancellationToken)
    {
        if (clientId is not { Length: > 0 and <= LongestId }) return null;
        if (!_cache.TryGetValue(clientId, out OAuthClient? client))
        {
            client = await LoadAsync(clientId, cancellationToken);
            if (client is not null)
                _cache.Set(clientId, client, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
        }
        return client is { Enabled: true } && client.ApplicationId == applicationId ? client : null;
    }

    public void Forget(string clientId) => _cache.Remove(clientId);

    public void Dispose() => _cache.Dispose();

    private async Task<OAuthClient?> LoadAsync(string clientId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        return await database.OAuthClients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == clientId, cancellationToken);
    }

    private sealed class Clock(TimeProvider time) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
