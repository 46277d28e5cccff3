using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Users;

/// <summary>Adds a person to a tenant in the unit of work; the caller saves, together with whatever belongs to the same step.</summary>
internal sealed class UserCreation(PlatformDbContext database, TimeProvider time)
{
    /// <summary>Without a password: whoever reads the mail of the address sets one.</summary>
    public User Add(Tenant tenant, EmailAddress email, UserStatus status)
    {
        var now = time.GetUtcNow();
        var user = new User
        {
            Id = Ids.New(),
            TenantId = tenant.Id,
            ApplicationId = tenant.ApplicationId,
            Email = email.Written,
            CanonicalEmail = email.Canonical,
            Status = status,
            CreatedAt = now,
            UpdatedAt = now,
            ActivatedAt = status == UserStatus.Active ? now : null,
        };
        database.Users.Add(user);
        return user;
    }
}
