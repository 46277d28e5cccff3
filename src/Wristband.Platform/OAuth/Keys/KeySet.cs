using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>
/// One application's keys at a point in time: the one that signs, all that verify with the algorithms they are for, and the published
/// document.
/// </summary>
internal sealed record KeySet(
    SigningCredentials Signing,
    IReadOnlyList<SecurityKey> Verifying,
    IReadOnlyList<string> Algorithms,
    PublishedDocument Jwks,
    DateTimeOffset ReadAt)
{
    /// <summary>Makes the set of stored keys, which come in the order in which they sign.</summary>
    public static KeySet Of(IReadOnlyList<SigningKey> stored, Func<SigningKey, SecurityKey> read, DateTimeOffset now)
    {
        var signing = stored.LastOrDefault(key => key.SignsFrom <= now && now < key.SignsUntil) ?? stored.Last(key => key.SignsFrom <= now);
        var keys = stored.Select(read).ToList();
        return new KeySet(
            new SigningCredentials(read(signing), signing.Algorithm.ToString()),
            keys,
            [.. keys.Select(KeyPair.AlgorithmOf).Distinct()],
            new PublishedDocument(JsonSerializer.SerializeToUtf8Bytes(new { keys = keys.Select(Render) })),
            now);
    }

    private static object Render(SecurityKey key) => key is ECDsaSecurityKey onCurve ? Render(onCurve) : Render((RsaSecurityKey)key);

    private static object Render(RsaSecurityKey key)
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
    }

    // Both coordinates always have 32 bytes, leading zeros included (RFC 7518 6.2.1.2).
    private static object Render(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC",
            use = "sig",
            alg = SecurityAlgorithms.EcdsaSha256,
            kid = key.KeyId,
            crv = "P-256",
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
