using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions.Ending;

namespace Wristband.Platform.Tenants;

/// <summary>
/// Deletes a tenant with its people, sessions, roles and machines. Its host rests for a while, so that nobody else receives who still
/// means this tenant (P-42). The audit log stays.
/// </summary>
internal sealed class DeleteTenant(PlatformDbContext database, SessionEnd sessions, AuditLog audit, TimeProvider time)
{
    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync($"tenants of {caller.Application.Id}", cancellationToken);
        var found = await database.FindTenantAsync(caller, "tenant:delete", id, cancellationToken);
        if (found.Result is not { } tenant) return found.Refusal;
        if (!expected.Allows(tenant.Version)) return Refusal.Changed;

        // Applications are told that their sessions are over; the rows go with the tenant.
        await sessions.EndAllOfTenantAsync(tenant.Id, caller.Host.Issuer, cancellationToken);
        await RetireHostsAsync(tenant, cancellationToken);
        database.RemoveRange(await database.OAuthClients.Where(c => c.OwnerTenantId == tenant.Id).ToListAsync(cancellationToken));
        database.Remove(tenant);
        audit.Changed(caller, "tenant.deleted", TenantAudit.Subject(tenant), TenantAudit.Fields(tenant), after: null);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Ring();
        return null;
    }

    private async Task RetireHostsAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        var hosts = await database.HostNames.Where(h => h.TenantId == tenant.Id).ToListAsync(cancellationToken);
        var names = hosts.Select(h => h.Name).ToList();
        // Of an earlier owner, whose time is over.
        database.RemoveRange(await database.RetiredHostNames.Where(h => names.Contains(h.Name)).ToListAsync(cancellationToken));
        await database.SaveChangesAsync(cancellationToken);
        database.RemoveRange(hosts);
        var now = time.GetUtcNow();
        database.AddRange(hosts.Select(host => new RetiredHostName
        {
            Name = host.Name,
            ApplicationId = host.ApplicationId,
            FreeAt = now + (host.IsCustomDomain ? RetiredHostName.RestOfCustomDomain : RetiredHostName.Rest),
        }));
    }
}
