using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Wristband.Platform.Security;

/// <summary>
/// Secrets that we generate: session references, one-time links, client secrets. 256 random bits as 43 base64url characters,
/// so every way of encoding them is the same (S-90), and stored as SHA-256: nothing slower is needed at this entropy.
/// </summary>
internal static class SecretToken
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether the secret hashes to one of these, without telling by timing how close it came.</summary>
    public static bool Matches(string secret, IEnumerable<string> hashes)
    {
        var hash = Encoding.ASCII.GetBytes(Hash(secret));
        var matches = false;
        foreach (var candidate in hashes) matches |= CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(candidate));
        return matches;
    }
}
