namespace Wristband.AspNetCore;

/// <summary>
/// The claim types of a signed-in user. They are the protocol's own names, in the session as in access tokens; nothing is
/// renamed, and no token is ever a claim.
/// </summary>
public static class WristbandClaims
{
    /// <summary>The user's id: <c>sub</c>.</summary>
    public const string UserId = "sub";

    /// <summary>The tenant's id: <c>tnt_id</c>.</summary>
    public const string TenantId = "tnt_id";

    /// <summary>The tenant's name, the one that stands in its host name: <c>tnt_name</c>.</summary>
    public const string TenantName = "tnt_name";

    /// <summary>The tenant's name as people write it, for pages: <c>tenant_display_name</c>. Not every platform sends it.</summary>
    public const string TenantDisplayName = "tenant_display_name";

    /// <summary>The tenant's own domain, when the login went through it: <c>tnt_custom_domain</c>.</summary>
    public const string TenantCustomDomain = "tnt_custom_domain";

    /// <summary>The application's id: <c>app_id</c>.</summary>
    public const string ApplicationId = "app_id";

    /// <summary>The identity provider that knows the user: <c>idp_name</c>.</summary>
    public const string IdentityProviderName = "idp_name";

    /// <summary>One claim per role, the value is the role's name (<c>app:demo:owner</c>): <c>roles</c>.</summary>
    public const string Role = "roles";

    /// <summary>The e-mail address: <c>email</c>.</summary>
    public const string Email = "email";

    /// <summary>The full name: <c>name</c>.</summary>
    public const string Name = "name";

    /// <summary>The given name: <c>given_name</c>.</summary>
    public const string GivenName = "given_name";

    /// <summary>The family name: <c>family_name</c>.</summary>
    public const string FamilyName = "family_name";
}
