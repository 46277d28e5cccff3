using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>RSA keys are slow to make; all tests share these, and those on curves.</summary>
internal static class TestKeys
{
    public static readonly RsaSecurityKey First = new(RSA.Create(2048)) { KeyId = "key-1" };
    public static readonly RsaSecurityKey Second = new(RSA.Create(2048)) { KeyId = "key-2" };
    public static readonly RsaSecurityKey Small = new(RSA.Create(1024)) { KeyId = "key-small" };

    public static readonly ECDsaSecurityKey OnCurve = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "key-ec" };
    public static readonly ECDsaSecurityKey OnP384 = new(ECDsa.Create(ECCurve.NamedCurves.nistP384)) { KeyId = "key-p384" };

    public static Dictionary<string, object> Jwk(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["alg"] = key.KeySize == 256 ? "ES256" : "ES384",
            ["kid"] = key.KeyId,
            ["crv"] = key.KeySize == 256 ? "P-256" : "P-384",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

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
