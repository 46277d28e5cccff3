using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Signup;

/// <summary>A new workspace as somebody wants it; everything checked already.</summary>
internal sealed record NewTenant(string DisplayName, TenantName Name, NewPerson Owner, string Key, Journey Journey);

/// <summary>
/// Creates tenant, host, owner, role, link and mail in one step, or nothing (P-62). The key of the form makes a second submit
/// of the same form find the first one's tenant instead of making another. Answers with the id of the tenant to confirm.
/// </summary>
internal sealed class TenantSignup(
    PlatformDbContext database, TenantScope scope, TenantCreation creation, NewUsers users, VerificationMail mail, AuditLog audit)
{
    public async Task<Outcome<string>> CreateAsync(Caller caller, NewTenant wanted, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        scope.EnterApplication(host.RequiredApplication.Id);
        var key = SecretToken.Hash(wanted.Key);
        var application = await database.Applications.SingleAsync(a => a.Id == host.RequiredApplication.Id, cancellationToken);

        // With the same key and another address or name it is a correction: the first try has not been confirmed by anybody.
        var earlier = await FindAsync(application.Id, key, cancellationToken);
        if (earlier is not null)
        {
            if (earlier.Status != TenantStatus.Pending || await IsSameAsync(earlier, wanted, cancellationToken)) return earlier.Id;
            database.Tenants.Remove(earlier);
        }
        if (await creation.ConflictAsync(application, wanted.Name, earlier?.Id, cancellationToken) is not null)
        {
            // Since the look for the key, the same form may have come in a second time and taken the name.
            return earlier is null && await FindAsync(application.Id, key, cancellationToken) is { } first ? first.Id : Refusal.Taken;
        }

        var tenant = creation.Add(application, wanted.Name, wanted.DisplayName, TenantStatus.Pending, key);
        var owner = users.Add(tenant, wanted.Owner);
        await SignupRoles.GiveOwnerAsync(database, application, owner, cancellationToken);
        mail.Add(host, tenant, owner, wanted.Journey);
        audit.Add(caller, "signup.tenant", owner.Id, wanted.Journey.ClientId, tenantId: tenant.Id);
        return await SaveAsync(tenant, key, cancellationToken);
    }

    /// <summary>What follows the name of a workspace in its address, for the preview on the form.</summary>
    public async Task<string> AddressEndingAsync(Caller caller, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        var application = await database.Applications.AsNoTracking()
            .SingleAsync(a => a.Id == host.RequiredApplication.Id, cancellationToken);
        return TenantCreation.HostNameEnding(application, host.Origin);
    }

    private async Task<Outcome<string>> SaveAsync(Tenant tenant, string key, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return tenant.Id;
        }
        catch (DbUpdateException)
        {
            // Somebody was a moment faster: the same form submitted twice, or another workspace of this name.
            database.ChangeTracker.Clear();
            if (await FindAsync(tenant.ApplicationId, key, cancellationToken) is { } first) return first.Id;
            if (await database.HostNames.AnyAsync(h => h.Name == tenant.HostName, cancellationToken)) return Refusal.Taken;
            throw;
        }
    }

    /// <summary>The tenant that a submit of this form made.</summary>
    private Task<Tenant?> FindAsync(string applicationId, string key, CancellationToken cancellationToken) =>
        database.Tenants.SingleOrDefaultAsync(t => t.ApplicationId == applicationId && t.SignupKey == key, cancellationToken);

    private async Task<bool> IsSameAsync(Tenant earlier, NewTenant wanted, CancellationToken cancellationToken)
    {
        if (earlier.Name != wanted.Name.Value || earlier.DisplayName != wanted.DisplayName) return false;
        var owner = await database.Users.AsNoTracking()
            .SingleOrDefaultAsync(u => u.TenantId == earlier.Id && u.Email == wanted.Owner.Email.Written, cancellationToken);
        return owner is not null && (owner.GivenName, owner.FamilyName) == (wanted.Owner.GivenName, wanted.Owner.FamilyName);
    }
}
