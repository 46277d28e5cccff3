using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Background;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Storage;

namespace Wristband.Platform.Sessions.Ending;

/// <summary>Promises to tell the clients of ended sessions, as far as they want to know (P-19).</summary>
internal sealed class LogoutNotices(PlatformDbContext database, Signal<LogoutNotice> signal, TimeProvider time)
{
    /// <summary>
    /// Adds the notices to the unit of work; the caller saves, in the transaction that ends the sessions, and rings when it is done.
    /// </summary>
    public Task AddAsync(string tenantId, IReadOnlyCollection<string> sessionIds, string issuer, CancellationToken cancellationToken) =>
        AddAsync(
            tenantId, database.TokenFamilies.Where(f => f.TenantId == tenantId && sessionIds.Contains(f.SessionId)), issuer,
            cancellationToken);

    /// <summary>The same for all sessions of a tenant.</summary>
    public Task AddForTenantAsync(string tenantId, string issuer, CancellationToken cancellationToken) =>
        AddAsync(tenantId, database.TokenFamilies.Where(f => f.TenantId == tenantId), issuer, cancellationToken);

    /// <summary>Wakes the delivery, once the notices can be read.</summary>
    public void Ring() => signal.Ring();

    private async Task AddAsync(string tenantId, IQueryable<TokenFamily> families, string issuer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var clients = await (
            from family in families
            join client in database.OAuthClients on family.ClientId equals client.Id
            where family.RevokedAt == null && client.Enabled && client.BackchannelLogoutUri != null
            select new { family.ApplicationId, family.ClientId, family.SessionId, family.UserId }).Distinct()
                .ToListAsync(cancellationToken);
        foreach (var client in clients)
        {
            database.LogoutNotices.Add(new LogoutNotice
            {
                Id = Ids.New(),
                ApplicationId = client.ApplicationId,
                TenantId = tenantId,
                ClientId = client.ClientId,
                UserId = client.UserId,
                SessionId = client.SessionId,
                Issuer = issuer,
                CreatedAt = now,
                NextAttemptAt = now,
            });
        }
    }
}
