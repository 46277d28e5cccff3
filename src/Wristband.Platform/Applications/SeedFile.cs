using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wristband.Platform.Applications;

/// <summary>The shape of seed.json: what should exist. Names are keys; applying it twice changes nothing.</summary>
internal sealed record SeedFile(IReadOnlyList<SeedApplication> Applications)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static SeedFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SeedFile>(File.ReadAllText(path), Strict) ?? throw new JsonException("The file is empty.");
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            throw new InvalidOperationException($"WB2011: The seed file '{path}' cannot be used: {problem.Message}", problem);
        }
    }
}

internal sealed record SeedApplication(
    string Name,
    string DisplayName,
    string HostName,
    string LoginUrl,
    IReadOnlyList<string> LogoutUrls,
    IReadOnlyList<SeedRole> Roles,
    IReadOnlyList<SeedClient> Clients,
    IReadOnlyList<SeedTenant> Tenants,
    IReadOnlyList<string>? AllowedOrigins = null,
    bool AuthorizationRequestsEnabled = false,
    bool DiscoveryByMailOnly = false,
    string? SigningAlgorithm = null);

/// <summary>A role every tenant of the application has; "owner" becomes "app:{application}:owner".</summary>
internal sealed record SeedRole(string Name, string DisplayName);

/// <summary>
/// EnvFile, when given, receives the three values an SDK is configured with. RequireProofKey is switched off for libraries without PKCE.
/// </summary>
internal sealed record SeedClient(
    string Name,
    string Type,
    IReadOnlyList<string> RedirectUris,
    string? EnvFile = null,
    string? BackchannelLogoutUri = null,
    bool RequireProofKey = true);

internal sealed record SeedTenant(string Name, string DisplayName, IReadOnlyList<SeedUser> Users, string? BrandColor = null);

internal sealed record SeedUser(string Email, string Password, string GivenName, string FamilyName, IReadOnlyList<string> Roles);
