using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>The platform's key pair. All platforms of a test run share it, because making one is slow.</summary>
internal sealed class SigningKey
{
    private static readonly RSA Pair = RSA.Create(2048);

    private static readonly RsaSecurityKey Key = new(Pair) { KeyId = RandomNumberGenerator.GetHexString(16, lowercase: true) };

    public SigningCredentials Credentials { get; } = new(Key, SecurityAlgorithms.RsaSha256);

    /// <summary>The public half, RFC 7517.</summary>
    public Dictionary<string, object?> Jwk()
    {
        var half = Pair.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = SecurityAlgorithms.RsaSha256,
            ["kid"] = Key.KeyId,
            ["n"] = Base64Url.EncodeToString(half.Modulus),
            ["e"] = Base64Url.EncodeToString(half.Exponent),
        };
    }
}
