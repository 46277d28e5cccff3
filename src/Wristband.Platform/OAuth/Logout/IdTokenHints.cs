using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Keys;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>What an ID token of ours says that came back as a hint.</summary>
internal sealed record IdTokenHint(string ClientId, string TenantId, string? SessionId);

/// <summary>
/// Reads id_token_hint. It counts when a key of this application signed it, whenever that was: a person who was signed in longer than
/// a token or a key lives must still get out. What nobody of ours signed says nothing.
/// </summary>
internal sealed class IdTokenHints(SigningKeys keys, PlatformDbContext database)
{
    private const int LongestHint = 4096;
    private static readonly JsonWebTokenHandler Tokens = new() { MaximumTokenSizeInBytes = LongestHint };

    // What verifies with a retired key ends with its request. The usual factory would hand it to the next hint of the same key.
    private static readonly CryptoProviderFactory NotKept = new() { CacheSignatureProviders = false };

    public async Task<IdTokenHint?> ReadAsync(string applicationId, string? hint, CancellationToken cancellationToken)
    {
        if (hint is null || !Tokens.CanReadToken(hint) || KeyIdOf(hint) is not { Length: > 0 } keyId) return null;
        var published = (await keys.GetAsync(applicationId, cancellationToken)).Verifying.FirstOrDefault(key => key.KeyId == keyId);
        if (published is not null) return await ValidateAsync(hint, published);

        var retired = await database.RetiredSigningKeys.AsNoTracking()
            .SingleOrDefaultAsync(key => key.Id == keyId && key.ApplicationId == applicationId, cancellationToken);
        if (retired is null) return null;
        using var publicHalf = KeyPair.ReadPublicHalf(Convert.FromBase64String(retired.PublicKey));
        var key = publicHalf.ToKey(retired.Id);
        key.CryptoProviderFactory = NotKept;
        return await ValidateAsync(hint, key);
    }

    // Access and logout tokens are signed by the same keys; only an ID token is a JWT by its type.
    private static async Task<IdTokenHint?> ValidateAsync(string hint, SecurityKey key)
    {
        // What is left out here is left out on purpose: the key is this application's own, and it answers under several schemes and ports;
        // whom the token is for and how old it is, the caller decides.
#pragma warning disable CA5404
        var result = await Tokens.ValidateTokenAsync(hint, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidTypes = ["JWT"],
            ValidAlgorithms = [KeyPair.AlgorithmOf(key)],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
#pragma warning restore CA5404
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return null;
        return token.Audiences.FirstOrDefault() is { } clientId && token.TryGetPayloadValue<string>("tnt_id", out var tenantId)
            ? new IdTokenHint(clientId, tenantId, token.TryGetPayloadValue<string>("sid", out var sessionId) ? sessionId : null)
            : null;
    }

    private static string? KeyIdOf(string hint)
    {
        try
        {
            return Tokens.ReadJsonWebToken(hint).Kid;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
