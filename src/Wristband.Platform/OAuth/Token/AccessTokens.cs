using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.OAuth.Storage;

namespace Wristband.Platform.OAuth.Token;

/// <summary>Who speaks with an access token: a client, and the person it speaks for, if any.</summary>
internal sealed record AccessToken(string ClientId, Grant? Grant);

/// <summary>
/// Reads access tokens that come back to this platform's own API: signed by this application, for this host, alive, and of a family
/// that nobody has revoked meanwhile (P-14).
/// </summary>
internal sealed class AccessTokens(SigningKeys keys, TokenStore tokens, ClientCache clients, TimeProvider time)
{
    private const int LongestToken = 8 * 1024;
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = LongestToken };

    /// <summary>
    /// Whom an access token has to be for: the application, by its id. Tokens issued before decision 95 say the issuer instead, and are
    /// good for the rest of their life.
    /// </summary>
    public static string[] AudiencesOf(HostContext host) => [host.RequiredApplication.Id, host.Issuer];

    public async Task<AccessToken?> ReadAsync(HostContext host, string text, CancellationToken cancellationToken)
    {
        var applicationId = host.RequiredApplication.Id;
        var set = await keys.GetAsync(applicationId, cancellationToken);
        var result = await Handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = host.Issuer,
            ValidAudiences = AudiencesOf(host),
            IgnoreTrailingSlashWhenValidatingAudience = false,
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = set.Algorithms,
            IssuerSigningKeys = set.Verifying,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return null;
        var clientId = Claim(token, "client_id");
        if (await clients.FindAsync(applicationId, clientId, cancellationToken) is null) return null;
        if (Claim(token, "sub_kind") == "client") return new AccessToken(clientId!, Grant: null);

        return Claim(token, "tnt_id") is { } tenantId && AccessTokenId.FamilyOf(Claim(token, "jti")) is { } familyId
            && await tokens.FindGrantAsync(tenantId, familyId) is { IsLive: true } grant
            ? new AccessToken(clientId!, grant)
            : null;
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;
}
