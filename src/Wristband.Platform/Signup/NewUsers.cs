using Wristband.Platform.Data;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>A person as they typed themselves in; everything checked already.</summary>
internal sealed record NewPerson(string GivenName, string FamilyName, EmailAddress Email);

/// <summary>
/// Adds a user who still has to confirm their address, and has no password until then: whoever types an address here may not be its
/// owner. The caller saves.
/// </summary>
internal sealed class NewUsers(PlatformDbContext database, TimeProvider time)
{
    public User Add(Tenant tenant, NewPerson person)
    {
        var now = time.GetUtcNow();
        var user = new User
        {
            Id = Ids.New(),
            TenantId = tenant.Id,
            ApplicationId = tenant.ApplicationId,
            Email = person.Email.Written,
            CanonicalEmail = person.Email.Canonical,
            GivenName = person.GivenName,
            FamilyName = person.FamilyName,
            Status = UserStatus.PendingSignupActivation,
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.Users.Add(user);
        return user;
    }
}
