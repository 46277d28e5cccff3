using Microsoft.IdentityModel.Tokens;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>What goes wrong with keys on a curve, in tokens and in key sets.</summary>
public static class EllipticKeys
{
    /// <summary>The genuine keys of the platform, both kinds, under a header that does not fit.</summary>
    internal static IReadOnlyDictionary<string, Action<TokenDraft>> Confuse { get; } = new Dictionary<string, Action<TokenDraft>>
    {
        ["RSA as ES256"] = t => t.SignedBy(TestKeys.First, SecurityAlgorithms.EcdsaSha256),
        ["RSA as PS256"] = t => t.SignedBy(TestKeys.First, SecurityAlgorithms.RsaSsaPssSha256),
        ["P-256 as RS256"] = t => t.SignedBy(TestKeys.OnCurve, SecurityAlgorithms.RsaSha256),
        ["P-256 as ES384"] = t => t.SignedBy(TestKeys.OnCurve, SecurityAlgorithms.EcdsaSha384),
        ["P-256 as HS256"] = t => t.SignedBy(TestKeys.OnCurve, SecurityAlgorithms.HmacSha256),
        ["P-256 as none"] = t => t.SignedBy(TestKeys.OnCurve, "none"),
        ["P-384 under the id of P-256"] = t =>
        {
            t.SignedBy(TestKeys.OnP384, SecurityAlgorithms.EcdsaSha256);
            t.KeyId = TestKeys.OnCurve.KeyId;
        },
        ["RSA under the id of P-256"] = t =>
        {
            t.SignedBy(TestKeys.First, SecurityAlgorithms.RsaSha256);
            t.KeyId = TestKeys.OnCurve.KeyId;
        },
        ["P-256 under the id of RSA"] = t =>
        {
            t.SignedBy(TestKeys.OnCurve, SecurityAlgorithms.EcdsaSha256);
            t.KeyId = TestKeys.First.KeyId;
        },
    };

    public static TheoryData<string> Confusions() => [.. Confuse.Keys];

    public static TheoryData<string> UnfitOnes() =>
        ["of another curve", "of another curve by name", "no point of the curve", "short", "without y", "for encryption", "for ES384"];

    /// <summary>The published form of <see cref="TestKeys.OnCurve"/>, spoiled.</summary>
    internal static Dictionary<string, object> Unfit(string how)
    {
        var jwk = TestKeys.Jwk(TestKeys.OnCurve);
        switch (how)
        {
            case "of another curve":
                jwk = TestKeys.Jwk(TestKeys.OnP384);
                jwk["kid"] = TestKeys.OnCurve.KeyId;
                break;
            case "of another curve by name":
                jwk["crv"] = "secp256k1";
                break;
            case "no point of the curve":
                jwk["y"] = jwk["x"];
                break;
            case "short":
                jwk["x"] = ((string)jwk["x"])[..40];
                break;
            case "without y":
                jwk.Remove("y");
                break;
            case "for encryption":
                jwk["use"] = "enc";
                break;
            default:
                jwk["alg"] = "ES384";
                break;
        }
        return jwk;
    }
}
