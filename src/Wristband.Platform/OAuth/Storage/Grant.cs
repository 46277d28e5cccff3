namespace Wristband.Platform.OAuth.Storage;

/// <summary>A token family together with the user and tenant it stands for, as they are now.</summary>
internal sealed record Grant(
    string TenantId,
    string TenantName,
    string TenantDisplayName,
    string FamilyId,
    string ApplicationId,
    string ClientId,
    string SessionId,
    string Scope,
    DateTimeOffset AuthenticatedAt,
    string Amr,
    DateTimeOffset CreatedAt,
    bool IsLive,
    Person Person)
{
    public bool Allows(string scope) => Scope.Split(' ').Contains(scope);
}

/// <summary>The user of a grant: what claims are made of.</summary>
internal sealed record Person(
    string Id,
    string IdentityProviderName,
    string Email,
    bool EmailVerified,
    string? GivenName,
    string? FamilyName,
    string? PhoneNumber,
    string? PictureUrl,
    string? Locale,
    string? TimeZone,
    DateTimeOffset UpdatedAt)
{
    public string? FullName => GivenName is null && FamilyName is null ? null : $"{GivenName} {FamilyName}".Trim();
}

/// <summary>A role that a user has.</summary>
internal sealed record GrantedRole(string Id, string Name, string DisplayName);
