using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// The signing keys in a JWKS document that may be trusted: RSA of 2048 to 4096 bits, for signing, with an id that no other key
/// claims (S-82). What does not qualify is left out; an answer without any usable key counts as an error.
/// </summary>
internal static class KeySet
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxKeys = 50;

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

    private static RsaSecurityKey? Key(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || json.Text("kid") is not { Length: <= 128 } id || json.Text("kty") != "RSA")
            return null;
        if (json.Text("use") is not (null or "sig") || json.Text("alg") is not (null or SecurityAlgorithms.RsaSha256)) return null;
        if (Bytes(json.Text("n")) is not { Length: >= 256 and <= 512 } modulus
            || Bytes(json.Text("e")) is not { Length: >= 1 and <= 8 } exponent)
            return null;
        return new RsaSecurityKey(new RSAParameters { Modulus = modulus, Exponent = exponent }) { KeyId = id };
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
