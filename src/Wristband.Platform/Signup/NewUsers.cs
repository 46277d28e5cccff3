using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>A person as they typed themselves in; everything checked already.</summary>
internal sealed record NewPerson(string GivenName, string FamilyName, EmailAddress Email, string Password);

/// <summary>Adds a user who still has to confirm their address. The caller saves.</summary>
internal sealed class NewUsers(PlatformDbContext database, PasswordHashing hashing, TimeProvider time)
{
    public async Task<User> AddAsync(Tenant tenant, NewPerson person, CancellationToken cancellationToken)
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
            PasswordHash = await hashing.HashAsync(person.Password, cancellationToken),
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.Users.Add(user);
        return user;
    }

    public Task<bool> HasPasswordAsync(User user, string password, CancellationToken cancellationToken) =>
        hashing.VerifyAsync(password, user.PasswordHash, cancellationToken);
}
