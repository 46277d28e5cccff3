using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>RSA keys are slow to make; all tests share these.</summary>
internal static class TestKeys
{
    public static readonly RsaSecurityKey First = new(RSA.Create(2048)) { KeyId = "key-1" };
    public static readonly RsaSecurityKey Second = new(RSA.Create(2048)) { KeyId = "key-2" };
    public static readonly RsaSecurityKey Small = new(RSA.Create(1024)) { KeyId = "key-small" };

    public static Dictionary<string, object> Jwk(RsaSecurityKey key)
    {
        var parameters = key.Rsa.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["alg"] = "RS256",
            ["kid"] = key.KeyId,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
    }
}
