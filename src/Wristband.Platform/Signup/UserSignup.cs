using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Email;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>Adds a person to a tenant that lets people join. Somebody who is there already is told so by mail only (P-31).</summary>
internal sealed class UserSignup(PlatformDbContext database, NewUsers users, VerificationMail mail, AuditLog audit)
{
    /// <summary>Null, or why people with this address do not sign up here, whether somebody has it or not.</summary>
    public async Task<Refusal?> JoinAsync(Caller caller, NewPerson person, Journey journey, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        var tenant = await database.Tenants.SingleAsync(t => t.Id == host.RequiredTenant.Id, cancellationToken);
        if (!LetsIn(tenant, person.Email)) return Violations.One("email", "domain_not_allowed");
        var known = await FindAsync(tenant.Id, person.Email.Canonical, cancellationToken);
        var user = known ?? users.Add(tenant, person);
        if (known is null) mail.Add(host, tenant, user, journey);
        else Remind(host, tenant, known, person, journey);
        if (known is null) await SignupRoles.GiveJoinedAsync(database, user, cancellationToken);
        audit.Add(caller, "signup.user", user.Id, journey.ClientId);
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
        return null;
    }

    private static bool LetsIn(Tenant tenant, EmailAddress email) =>
        tenant.AllowedSignupEmailDomains is not { Count: > 0 } domains || domains.Contains(EmailDomains.Of(email.Canonical));

    private void Remind(HostContext host, Tenant tenant, User known, NewPerson person, Journey journey)
    {
        if (known.Status == UserStatus.PendingSignupActivation)
        {
            // Nobody confirmed the earlier sign-up, perhaps because a stranger made it: what was typed last counts (X-A1).
            (known.GivenName, known.FamilyName) = (person.GivenName, person.FamilyName);
            mail.Add(host, tenant, known, journey);
        }
        else
        {
            mail.AddForKnown(host, tenant, known.Status == UserStatus.Active ? known.Email : Outbox.Nobody, journey);
        }
    }

    private Task<User?> FindAsync(string tenantId, string canonicalEmail, CancellationToken cancellationToken) =>
        database.Users.SingleOrDefaultAsync(
        u => u.TenantId == tenantId && u.IdentityProviderName == User.WristbandIdentityProvider && u.CanonicalEmail == canonicalEmail,
        cancellationToken);
}
