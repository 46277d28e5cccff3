using System.Collections.Immutable;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>What each type of client may do (P-09).</summary>
internal static class ClientRules
{
    private static readonly ImmutableArray<string> CodeFlow =
    [
        Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.Revocation,
        Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
    ];

    private static readonly ImmutableArray<string> Machine =
        [Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials];

    public static ImmutableArray<string> PermissionsOf(OAuthClient client) =>
        client.Type == ClientType.MachineToMachine ? Machine : CodeFlow;

    /// <summary>A native app cannot keep a secret; the others must.</summary>
    public static string ConfidentialityOf(OAuthClient client) =>
        client.Type == ClientType.Native ? ClientTypes.Public : ClientTypes.Confidential;

    /// <summary>Whether codes need PKCE: always where no secret protects them.</summary>
    public static bool NeedsProofKey(OAuthClient client) => client.Type == ClientType.Native || client.RequireProofKey;
}
