using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// Every protocol request needs its client several times; rows are remembered for half a minute, or until somebody changes them.
/// </summary>
internal sealed class ClientCache(IServiceScopeFactory scopes, CacheMetrics metrics, TimeProvider time) : IRowCache, IDisposable
{
    private const int LongestId = 26;
    private const int MostRemembered = 10_000;
    private readonly RowCache<OAuthClient> _cache = new(time, MostRemembered, TimeSpan.FromSeconds(30));

    public string Name => "clients";

    /// <summary>
    /// The enabled client of this application; null when there is none, whatever the reason, so that callers cannot tell (P-08, P-21).
    /// </summary>
    public async ValueTask<OAuthClient?> FindAsync(string applicationId, string? clientId, CancellationToken cancellationToken)
    {
        if (clientId is not { Length: > 0 and <= LongestId }) return null;
        var isKnown = _cache.TryGet(clientId, out var client);
        metrics.Asked(Name, isKnown);
        if (!isKnown)
        {
            var version = _cache.Version;
            client = await LoadAsync(clientId, cancellationToken);
            if (client is not null) _cache.Remember(clientId, client, version);
        }
        return client is { Enabled: true } && client.ApplicationId == applicationId ? client : null;
    }

    public string? KeyOf(object row) => row is OAuthClient client ? client.Id : null;

    public void Forget(string key) => _cache.Forget(key);

    public void Doubt() => _cache.ForgetAll();

    public void Dispose() => _cache.Dispose();

    private async Task<OAuthClient?> LoadAsync(string clientId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        return await database.OAuthClients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == clientId, cancellationToken);
    }
}
