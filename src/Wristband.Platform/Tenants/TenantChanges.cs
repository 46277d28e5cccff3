using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Tenants;

/// <summary>What somebody wants to be different about a tenant.</summary>
internal record TenantChanges
{
    public Change<string?> DisplayName { get; init; }
    public Change<string?> Description { get; init; }
    public Change<string?> LogoUrl { get; init; }
    public Change<TenantStatus> Status { get; init; }
    public Change<bool> SignupEnabled { get; init; }
    public Change<List<string>?> DiscoveryEmailDomains { get; init; }
    public Change<List<string>?> AllowedSignupEmailDomains { get; init; }
    public Change<JsonObject?> PublicMetadata { get; init; }
    public Change<JsonObject?> RestrictedMetadata { get; init; }

    /// <summary>Whether metadata is replaced whole instead of merged.</summary>
    [JsonIgnore]
    public bool ReplaceMetadata { get; init; }
}

/// <summary>A tenant that is to be made.</summary>
internal sealed record TenantDraft : TenantChanges
{
    /// <summary>Which application; that of the caller when it is not said.</summary>
    public string? ApplicationId { get; init; }
    public string? Name { get; init; }

    /// <summary>The older spelling of <see cref="Name"/>.</summary>
    public string? DomainName { get; init; }
    public TenantType? Type { get; init; }
}
