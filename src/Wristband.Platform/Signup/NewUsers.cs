using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>A person as they typed themselves in; everything checked already.</summary>
internal sealed record NewPerson(string GivenName, string FamilyName, EmailAddress Email);

/// <summary>
/// Adds a user who still has to confirm their address, and has no password until then: whoever types an address here may not be its
/// owner. The caller saves.
/// </summary>
internal sealed class NewUsers(UserCreation creation)
{
    public User Add(Tenant tenant, NewPerson person)
    {
        var user = creation.Add(tenant, person.Email, UserStatus.PendingSignupActivation);
        (user.GivenName, user.FamilyName) = (person.GivenName, person.FamilyName);
        return user;
    }
}
