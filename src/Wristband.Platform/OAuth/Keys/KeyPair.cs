using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>
/// Makes and reads the keys of both algorithms. A key serves one of them: RSA never verifies ES256, nor the other way round.
/// </summary>
internal static class KeyPair
{
    private const int RsaBits = 2048;

    /// <summary>A new private key, PKCS#8.</summary>
    public static byte[] New(SigningAlgorithm algorithm)
    {
        using AsymmetricAlgorithm pair =
            algorithm == SigningAlgorithm.ES256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(RsaBits);
        return pair.ExportPkcs8PrivateKey();
    }

    /// <summary>Reads what <see cref="New"/> made.</summary>
    public static AsymmetricAlgorithm Read(SigningAlgorithm algorithm, byte[] privateKey)
    {
        AsymmetricAlgorithm pair = algorithm == SigningAlgorithm.ES256 ? ECDsa.Create() : RSA.Create();
        try
        {
            pair.ImportPkcs8PrivateKey(privateKey, out _);
            return pair;
        }
        catch (CryptographicException)
        {
            pair.Dispose();
            throw;
        }
    }

    /// <summary>Reads a public half, SubjectPublicKeyInfo. It names its own kind.</summary>
    public static AsymmetricAlgorithm ReadPublicHalf(byte[] publicKey)
    {
        var stored = PublicKey.CreateFromSubjectPublicKeyInfo(publicKey, out _);
        return (AsymmetricAlgorithm?)stored.GetECDsaPublicKey() ?? stored.GetRSAPublicKey()
            ?? throw new CryptographicException("Neither RSA nor ECDSA.");
    }

    public static SecurityKey ToKey(this AsymmetricAlgorithm pair, string id) =>
        pair is ECDsa ecdsa ? new ECDsaSecurityKey(ecdsa) { KeyId = id } : new RsaSecurityKey((RSA)pair) { KeyId = id };

    /// <summary>The one algorithm that a key of ours signs with.</summary>
    public static string AlgorithmOf(SecurityKey key) =>
        key is ECDsaSecurityKey ? SecurityAlgorithms.EcdsaSha256 : SecurityAlgorithms.RsaSha256;
}
