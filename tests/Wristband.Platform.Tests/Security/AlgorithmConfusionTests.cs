using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Security;

/// <summary>
/// Tokens with genuine claims and the id of a genuine key, signed in every way but the right one. None counts at userinfo, in the API or
/// as a hint.
/// </summary>
public class AlgorithmConfusionTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    /// <summary>From the published key and a part of the genuine token to what is signed, and how.</summary>
    private static readonly Dictionary<string, Func<JsonElement, string, string>> Forgeries = new()
    {
        ["no signature"] = (_, real) => Signed(real, "none", _ => []),
        ["no signature, the algorithm kept"] = (_, real) => Signed(real, Algorithm(real), _ => []),
        ["HS256 with the published key as JSON"] = (key, real) =>
            Signed(real, "HS256", bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.GetRawText()), bytes)),
        ["HS256 with the published key as PEM"] = (key, real) =>
            Signed(real, "HS256", bytes => HMACSHA256.HashData(Encoding.ASCII.GetBytes(Pem(key)), bytes)),
        ["HS256 with the published key as DER"] = (key, real) =>
            Signed(real, "HS256", bytes => HMACSHA256.HashData(PublicHalf(key), bytes)),
        ["HS256 with the published numbers"] = (key, real) =>
            Signed(real, "HS256", bytes => HMACSHA256.HashData(Number(key, key.TryGetProperty("n", out _) ? "n" : "x"), bytes)),
        ["the genuine signature, the other algorithm"] = (_, real) => Signed(real, Other(Algorithm(real)), _ => SignatureOf(real)),
        ["another RSA key, RS256"] = (_, real) => Signed(real, "RS256", Rsa(HashAlgorithmName.SHA256)),
        ["another RSA key, ES256"] = (_, real) => Signed(real, "ES256", Rsa(HashAlgorithmName.SHA256)),
        ["another RSA key, PS256"] = (_, real) => Signed(real, "PS256", Rsa(HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
        ["another RSA key, RS512"] = (_, real) => Signed(real, "RS512", Rsa(HashAlgorithmName.SHA512)),
        ["another P-256 key, ES256"] = (_, real) => Signed(real, "ES256", Curve(ECCurve.NamedCurves.nistP256)),
        ["another P-256 key, RS256"] = (_, real) => Signed(real, "RS256", Curve(ECCurve.NamedCurves.nistP256)),
        ["a P-384 key, ES256"] = (_, real) => Signed(real, "ES256", Curve(ECCurve.NamedCurves.nistP384)),
        ["a P-384 key, ES384"] = (_, real) => Signed(real, "ES384", Curve(ECCurve.NamedCurves.nistP384)),
        ["a P-521 key, ES512"] = (_, real) => Signed(real, "ES512", Curve(ECCurve.NamedCurves.nistP521)),
        // A signature of zeros once passed for any content in Java (CVE-2022-21449).
        ["zeros, ES256"] = (_, real) => Signed(real, "ES256", _ => new byte[64]),
        ["zeros, RS256"] = (_, real) => Signed(real, "RS256", _ => new byte[256]),
        ["an unknown algorithm"] = (_, real) => Signed(real, "ES256K", _ => SignatureOf(real)),
        ["an algorithm in small letters"] = (_, real) =>
            Signed(real, Algorithm(real).ToLowerInvariant(), _ => SignatureOf(real)),
    };

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var algorithm in new[] { "RS256", "ES256" })
        {
            foreach (var how in Forgeries.Keys) rows.Add(algorithm, how);
        }
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_genuine_key_id_with_another_signature_is_refused_everywhere(string algorithm, string how)
    {
        var user = await SigningAlgorithmTests.UserAsync(_platform, algorithm);
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var tokens = await SigningAlgorithmTests.TokensAsync(app, user, browser);
        var key = (await app.GetAsync("/api/v1/oauth2/jwks")).Json.GetProperty("keys")[0];
        var (access, hint) = (Forgeries[how](key, tokens.AccessToken), Forgeries[how](key, tokens.IdToken));

        (await app.UserInfoAsync(access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SigningAlgorithmTests.ManagementAsync(app, access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var logout = await browser.GetOnceAsync(
            $"{user.Tenant.Base}/api/v1/logout?id_token_hint={hint}&post_logout_redirect_uri=http://localhost:6001");

        logout.Location!.AbsolutePath.ShouldBe("/logout", "asked, not signed out");
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.OK, "the genuine one still counts");
    }

    /// <summary>The forgeries are refused for their signature: put together by the same hand, the genuine one is accepted.</summary>
    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task The_same_token_with_its_own_signature_is_accepted(string algorithm)
    {
        var user = await SigningAlgorithmTests.UserAsync(_platform, algorithm);
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var real = (await app.SignInAsync(user)).AccessToken;

        var rebuilt = Signed(real, algorithm, _ => SignatureOf(real));

        (await app.UserInfoAsync(rebuilt)).Status.ShouldBe(HttpStatusCode.OK);
        (await SigningAlgorithmTests.ManagementAsync(app, rebuilt)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>RFC 7518 3.4: both numbers side by side. The other form, ASN.1, is no JWT signature, genuine numbers or not.</summary>
    [Fact]
    public async Task A_signature_in_ASN1_is_refused()
    {
        var user = await SigningAlgorithmTests.UserAsync(_platform);
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var real = (await app.SignInAsync(user)).AccessToken;
        var numbers = SignatureOf(real);

        var asn1 = Signed(real, "ES256", _ => Asn1(numbers[..32], numbers[32..]));

        (await app.UserInfoAsync(asn1)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static string Signed(string real, string algorithm, Func<byte[], byte[]> sign)
    {
        var parts = real.Split('.');
        var header = parts[0];
        if (algorithm != Algorithm(real))
        {
            var changed = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
            changed["alg"] = algorithm;
            header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(changed.ToJsonString()));
        }
        var content = $"{header}.{parts[1]}";
        return $"{content}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(content)))}";
    }

    private static Func<byte[], byte[]> Rsa(HashAlgorithmName hash, RSASignaturePadding? padding = null) => bytes =>
    {
        using var rsa = RSA.Create(2048);
        return rsa.SignData(bytes, hash, padding ?? RSASignaturePadding.Pkcs1);
    };

    private static Func<byte[], byte[]> Curve(ECCurve curve) => bytes =>
    {
        using var ecdsa = ECDsa.Create(curve);
        return ecdsa.SignData(bytes, HashAlgorithmName.SHA256);
    };

    private static string Algorithm(string token) => Jwt.Read(token).Header.GetProperty("alg").GetString()!;

    private static string Other(string algorithm) => algorithm == "RS256" ? "ES256" : "RS256";

    private static byte[] SignatureOf(string token) => Base64UrlTextEncoder.Decode(token.Split('.')[2]);

    private static byte[] Number(JsonElement key, string name) => Base64UrlTextEncoder.Decode(key.GetProperty(name).GetString()!);

    private static byte[] PublicHalf(JsonElement key)
    {
        if (key.TryGetProperty("n", out _))
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Number(key, "n"), Exponent = Number(key, "e") });
            return rsa.ExportSubjectPublicKeyInfo();
        }
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Number(key, "x"), Y = Number(key, "y") },
        });
        return ecdsa.ExportSubjectPublicKeyInfo();
    }

    private static string Pem(JsonElement key) => new(PemEncoding.Write("PUBLIC KEY", PublicHalf(key)));

    private static byte[] Asn1(byte[] r, byte[] s)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(r);
            writer.WriteIntegerUnsigned(s);
        }
        return writer.Encode();
    }
}
