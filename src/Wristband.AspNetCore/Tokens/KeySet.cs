using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// The signing keys in a JWKS document that may be trusted: RSA of 2048 to 4096 bits or a point of P-256, for signing, with an id that
/// no other key claims (S-82). What does not qualify is left out; an answer without any usable key counts as an error.
/// </summary>
internal static class KeySet
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxKeys = 50;
    private const int CoordinateBytes = 32;

    /// <summary>
    /// How the platform may sign. The key decides which of the two it is, whatever a token's header says: RSA verifies RS256 only, and a
    /// point of P-256 only ES256.
    /// </summary>
    public static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>Keys by id; null when the document cannot be used.</summary>
    public static FrozenDictionary<string, SecurityKey>? Read(JsonElement? document)
    {
        if (document is not { } json || !json.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array) return null;
        if (list.GetArrayLength() > MaxKeys) return null;
        var keys = list.EnumerateArray()
            .Select(Key)
            .OfType<SecurityKey>()
            .GroupBy(key => key.KeyId, StringComparer.Ordinal)
            .Where(group => group.Count() == 1)
            .ToFrozenDictionary(group => group.Key, group => group.Single(), StringComparer.Ordinal);
        return keys.Count == 0 ? null : keys;
    }

    private static SecurityKey? Key(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || json.Text("kid") is not { Length: <= 128 } id) return null;
        if (json.Text("use") is not (null or "sig")) return null;
        return (json.Text("kty"), json.Text("alg")) switch
        {
            ("RSA", null or SecurityAlgorithms.RsaSha256) => Rsa(json, id),
            ("EC", null or SecurityAlgorithms.EcdsaSha256) => OnCurve(json, id),
            _ => null,
        };
    }

    private static RsaSecurityKey? Rsa(JsonElement json, string id)
    {
        if (Bytes(json.Text("n")) is not { Length: >= 256 and <= 512 } modulus
            || Bytes(json.Text("e")) is not { Length: >= 1 and <= 8 } exponent)
            return null;
        return new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }) { KeyId = id };
    }

    private static ECDsaSecurityKey? OnCurve(JsonElement json, string id)
    {
        if (json.Text("crv") != "P-256" || Bytes(json.Text("x")) is not { Length: CoordinateBytes } x
            || Bytes(json.Text("y")) is not { Length: CoordinateBytes } y)
            return null;
        try
        {
            var point = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
            // Lives as long as the set that it is in.
#pragma warning disable CA2000
            return new ECDsaSecurityKey(ECDsa.Create(point)) { KeyId = id };
#pragma warning restore CA2000
        }
        catch (CryptographicException)
        {
            // Two numbers that are no point of the curve.
            return null;
        }
    }

    private static byte[]? Bytes(string? text)
    {
        if (text is not { Length: > 0 and <= 1024 }) return null;
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
