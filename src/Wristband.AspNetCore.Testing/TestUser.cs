using System.Security.Cryptography;

namespace Wristband.AspNetCore.Testing;

/// <summary>
/// Somebody who can sign in. Everything has a value, so a test names only what it is about; each <c>new TestUser()</c> is another
/// person, and a copy made by <c>with</c> is the same person.
/// </summary>
public sealed record TestUser
{
    /// <summary>The user's id, the claim <c>sub</c>.</summary>
    /// <value>A new random id.</value>
    public string Id { get; init; } = "user-" + RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>The name of the user's tenant: one DNS label.</summary>
    /// <value><c>acme</c></value>
    public string Tenant { get; init; } = "acme";

    /// <summary>The tenant's id, the claim <c>tnt_id</c>. Users with one tenant name have one tenant id.</summary>
    /// <value><c>id-of-</c> and the tenant's name.</value>
    public string TenantId { get => field ?? "id-of-" + Tenant; init; }

    /// <summary>The tenant's name as people write it, the claim <c>tenant_display_name</c>.</summary>
    /// <value>The tenant's name and <c>Inc.</c></value>
    public string TenantDisplayName { get => field ?? $"{Tenant} Inc."; init; }

    /// <summary>The tenant's own domain, when the login is to go through it; <c>host[:port]</c>.</summary>
    /// <value>None.</value>
    public string? TenantCustomDomain { get; init; }

    /// <summary>The e-mail address; the application sees it when it asks for the scope <c>email</c>.</summary>
    /// <value>The id at the tenant's name, below <c>.example</c>.</value>
    public string Email { get => field ?? $"{Id}@{Tenant}.example"; init; }

    /// <summary>Whether the address is confirmed.</summary>
    /// <value><see langword="true"/></value>
    public bool EmailVerified { get; init; } = true;

    /// <summary>The given name; the application sees it when it asks for the scope <c>profile</c>.</summary>
    /// <value><c>Test</c></value>
    public string GivenName { get; init; } = "Test";

    /// <summary>The family name; the application sees it when it asks for the scope <c>profile</c>.</summary>
    /// <value><c>User</c></value>
    public string FamilyName { get; init; } = "User";

    /// <summary>
    /// The names of the user's roles, such as <c>app:demo:owner</c>. The application has to ask for the scope <c>roles</c>.
    /// </summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The identity provider that knows the user, the claim <c>idp_name</c>.</summary>
    /// <value><c>wristband</c></value>
    public string IdentityProvider { get; init; } = "wristband";
}
