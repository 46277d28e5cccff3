using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>Adds a person to a tenant that lets people join. Somebody who is there already is told so by mail only (P-31).</summary>
internal sealed class UserSignup(PlatformDbContext database, NewUsers users, VerificationMail mail, AuditLog audit)
{
    public async Task JoinAsync(Caller caller, NewPerson person, string? clientId, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        var tenant = await database.Tenants.SingleAsync(t => t.Id == host.RequiredTenant.Id, cancellationToken);

        // Added before anybody is looked up, so that hashing takes its time in both cases.
        var user = await users.AddAsync(tenant, person, cancellationToken);
        if (await FindAsync(tenant.Id, person.Email.Canonical, cancellationToken) is { } known)
        {
            database.Entry(user).State = EntityState.Detached;
            Remind(host, tenant, known, clientId);
            user = known;
        }
        else
        {
            mail.Add(host, tenant, user, clientId);
        }
        audit.Add(caller, "signup.user", user.Id, clientId);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (database.Entry(user).State == EntityState.Added)
        {
            // The same form, submitted twice at the same moment: the first one's mail is on its way.
            database.ChangeTracker.Clear();
            if (await FindAsync(tenant.Id, person.Email.Canonical, cancellationToken) is null) throw;
        }
    }

    private void Remind(HostContext host, Tenant tenant, User known, string? clientId)
    {
        if (known.Status == UserStatus.PendingSignupActivation) mail.Add(host, tenant, known, clientId);
        else if (known.Status == UserStatus.Active) mail.AddForKnown(host, tenant, known);
    }

    private Task<User?> FindAsync(string tenantId, string canonicalEmail, CancellationToken cancellationToken) => database.Users.SingleOrDefaultAsync(
        u => u.TenantId == tenantId && u.IdentityProviderName == User.WristbandIdentityProvider && u.CanonicalEmail == canonicalEmail,
        cancellationToken);
}
