using System.Collections.Immutable;
using OpenIddict.Abstractions;
using Allowed = OpenIddict.Abstractions.OpenIddictConstants.Permissions;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>What each type of client may do (P-09).</summary>
internal static class ClientRules
{
    private static readonly ImmutableArray<string> CodeFlow =
    [
        Allowed.Endpoints.Authorization, Allowed.Endpoints.Token, Allowed.Endpoints.Revocation,
        Allowed.GrantTypes.AuthorizationCode, Allowed.GrantTypes.RefreshToken, Allowed.ResponseTypes.Code,
    ];

    private static readonly ImmutableArray<string> Machine =
        [Allowed.Endpoints.Token, Allowed.Endpoints.Revocation, Allowed.GrantTypes.ClientCredentials];

    public static ImmutableArray<string> PermissionsOf(OAuthClient client) =>
        client.Type == ClientType.MachineToMachine ? Machine : CodeFlow;

    /// <summary>A native app cannot keep a secret; the others must.</summary>
    public static string ConfidentialityOf(OAuthClient client) =>
        client.Type == ClientType.Native ? OpenIddictConstants.ClientTypes.Public : OpenIddictConstants.ClientTypes.Confidential;

    /// <summary>Whether codes need PKCE: always where no secret protects them.</summary>
    public static bool NeedsProofKey(OAuthClient client) => client.Type == ClientType.Native || client.RequireProofKey;
}
