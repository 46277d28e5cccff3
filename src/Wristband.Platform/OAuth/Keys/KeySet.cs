using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>One application's keys at a point in time: the one that signs, all that verify, and the published document.</summary>
internal sealed record KeySet(
    SigningCredentials Signing, IReadOnlyList<SecurityKey> Verifying, PublishedDocument Jwks, DateTimeOffset ReadAt)
{
    /// <summary>Makes the set of stored keys, which come in the order in which they sign.</summary>
    public static KeySet Of(IReadOnlyList<SigningKey> stored, Func<SigningKey, RsaSecurityKey> read, DateTimeOffset now)
    {
        var signing = stored.Last(key => key.SignsFrom <= now);
        var keys = stored.Select(read).ToList();
        return new KeySet(new SigningCredentials(read(signing), signing.Algorithm), keys, new PublishedDocument(Render(keys)), now);
    }

    private static byte[] Render(IEnumerable<RsaSecurityKey> keys) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        keys = keys.Select(key =>
        {
            var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
            return new
            {
                kty = "RSA",
                use = "sig",
                alg = SecurityAlgorithms.RsaSha256,
                kid = key.KeyId,
                n = Base64UrlEncoder.Encode(numbers.Modulus),
                e = Base64UrlEncoder.Encode(numbers.Exponent),
            };
        }),
    });
}
