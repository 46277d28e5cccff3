using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Login;

/// <summary>A tenant as somebody picks it.</summary>
internal sealed record DiscoveredTenant(string Id, string Name, string DisplayName, string HostName);

/// <summary>The tenants of a person, and their address as it is stored: mail goes there, whatever was typed (P-38).</summary>
internal sealed record DiscoveredPerson(string? Email, IReadOnlyList<DiscoveredTenant> Tenants);

/// <summary>Finds the tenants of one application: by name or address of the tenant, or by whom they know.</summary>
internal sealed class TenantDiscovery(PlatformDbContext database, TenantScope scope)
{
    // Somebody in more tenants than this is helped better by the tenant's name.
    private const int Most = 50;

    /// <summary>The active tenant with this name, or at this host. Anybody may know names; they are in every address.</summary>
    public async Task<DiscoveredTenant?> ByNameAsync(string applicationId, string text, CancellationToken cancellationToken)
    {
        var typed = text.Trim().ToLowerInvariant();
        var address = typed.Contains("://", StringComparison.Ordinal) ? typed : "https://" + typed;
        var hostName = Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Host : typed;
        var active = database.Tenants.Where(t => t.ApplicationId == applicationId && t.Status == TenantStatus.Active);
        if (TenantName.TryParse(typed, out var name, out _))
            return await active.Where(t => t.Name == name.Value).Select(t => Found(t)).SingleOrDefaultAsync(cancellationToken);
        return await (
            from host in database.HostNames
            join tenant in active on host.TenantId equals tenant.Id
            where host.Name == hostName
            select Found(tenant)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// The active tenants in which an active user has confirmed exactly this address; without any, the one to which its domain leads. An
    /// address that is stored in another form, from before addresses had one, is another mailbox and belongs to somebody else (X-A9).
    /// </summary>
    public async Task<DiscoveredPerson> ByEmailAsync(string applicationId, string canonicalEmail, CancellationToken cancellationToken)
    {
        scope.EnterApplication(applicationId);
        var found = await (
            from user in database.Users
            join tenant in database.Tenants on user.TenantId equals tenant.Id
            where user.ApplicationId == applicationId && user.CanonicalEmail == canonicalEmail
                && user.Status == UserStatus.Active && user.EmailVerified
                && tenant.ApplicationId == applicationId && tenant.Status == TenantStatus.Active
            orderby tenant.DisplayName, tenant.Id
            select new { Tenant = tenant, user.Email }).AsNoTracking().Take(Most).ToListAsync(cancellationToken);
        found.RemoveAll(f => !EmailAddress.TryParse(f.Email, out var stored) || stored.Written != f.Email);
        return found.Count == 0
            ? await ByDomainAsync(applicationId, canonicalEmail, cancellationToken)
            : new DiscoveredPerson(found[0].Email, [.. found.Select(f => Found(f.Tenant)).Distinct()]);
    }

    /// <summary>Those of these tenants that are still active.</summary>
    public Task<List<DiscoveredTenant>> ByIdsAsync(
        string applicationId, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        database.Tenants.Where(t => t.ApplicationId == applicationId && t.Status == TenantStatus.Active && ids.Contains(t.Id))
            .Select(t => Found(t)).ToListAsync(cancellationToken);

    // Nobody has the address, but its domain leads to a tenant: somebody who is to join there, or to sign in by a provider for the first
    // time. The domain is compared in its ASCII form, so that a mail goes to the domain that was registered and no other.
    private async Task<DiscoveredPerson> ByDomainAsync(string applicationId, string canonicalEmail, CancellationToken cancellationToken)
    {
        var domain = EmailDomains.Of(canonicalEmail);
        var led = await database.Tenants.AsNoTracking()
            .Where(t => t.ApplicationId == applicationId && t.Status == TenantStatus.Active
                && t.DiscoveryEmailDomains != null && t.DiscoveryEmailDomains.Contains(domain))
            .OrderBy(t => t.Id).FirstOrDefaultAsync(cancellationToken);
        return led is null ? new DiscoveredPerson(null, []) : new DiscoveredPerson(canonicalEmail, [Found(led)]);
    }

    private static DiscoveredTenant Found(Tenant tenant) => new(tenant.Id, tenant.Name, tenant.DisplayName, tenant.HostName);
}
