using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>A token before it is signed, so that a test can spoil any part of it.</summary>
internal sealed class TokenDraft(string type, Dictionary<string, object> claims)
{
    public Dictionary<string, object> Claims { get; } = claims;

    public Dictionary<string, object> Header { get; } = [];

    public string Type { get; set; } = type;

    public string Algorithm { get; set; } = SecurityAlgorithms.RsaSha256;

    public SecurityKey? Key { get; set; } = TestKeys.First;

    /// <summary>What the header says; null leaves it out.</summary>
    public string? KeyId { get; set; } = TestKeys.First.KeyId;

    public TokenDraft With(string claim, object value)
    {
        Claims[claim] = value;
        return this;
    }

    /// <summary>Signed by this key, under this header.</summary>
    public void SignedBy(SecurityKey key, string algorithm) => (Key, KeyId, Algorithm) = (key, key.KeyId, algorithm);

    public TokenDraft Without(string claim)
    {
        Claims.Remove(claim);
        return this;
    }

    /// <summary>Written out by hand: the library would refuse to make most of the bad ones.</summary>
    public string Sign()
    {
        var header = new Dictionary<string, object>(Header) { ["alg"] = Algorithm };
        if (Type.Length > 0) header["typ"] = Type;
        if (KeyId is not null) header["kid"] = KeyId;
        var content = $"{Encode(header)}.{Encode(Claims)}";
        var bytes = Encoding.ASCII.GetBytes(content);
        var signature = Algorithm switch
        {
            "none" => [],
            SecurityAlgorithms.HmacSha256 =>
                HMACSHA256.HashData(Encoding.ASCII.GetBytes("secret-secret-secret-secret-secret-secret"), bytes),
            _ when Key is ECDsaSecurityKey onCurve => onCurve.ECDsa.SignData(bytes, HashAlgorithmName.SHA256),
            SecurityAlgorithms.RsaSha512 => ((RsaSecurityKey)Key!).Rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            _ => ((RsaSecurityKey)Key!).Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(Dictionary<string, object> part) => Base64Url.EncodeToString(ForeignText.Serialize(part));

    public static string Tampered(string token)
    {
        var parts = token.Split('.');
        var payload = new JsonWebToken(token).EncodedPayload;
        var claims = JsonSerializer.Deserialize<Dictionary<string, object>>(Base64Url.DecodeFromChars(payload))!;
        claims["sub"] = "somebody-else";
        return $"{parts[0]}.{Encode(claims)}.{parts[2]}";
    }
}
