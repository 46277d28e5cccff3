using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Wristband.Platform.Security;

namespace Wristband.Platform.OAuth.Storage;

/// <summary>
/// A successor is derived from the token it replaces and a random seed. Only the seed is stored, so whoever presents the old token
/// inside the leeway gets the same successor on every replica and after a restart (P-10), while the database alone yields no token.
/// </summary>
internal static class RefreshTokenChain
{
    /// <summary>How long a redeemed token still leads to its successor.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    public static string NewSeed() => SecretToken.New();

    public static string Successor(string token, string seed) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(seed)));
}
