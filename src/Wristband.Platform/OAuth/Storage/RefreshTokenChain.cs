using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Wristband.Platform.Security;

namespace Wristband.Platform.OAuth.Storage;

/// <summary>
/// A successor is derived from the token it replaces and a random seed. Only the seed is stored, so whoever presents the old token
/// in time gets the same successor on every replica and after a restart (P-10), while the database alone yields no token.
/// </summary>
internal static class RefreshTokenChain
{
    /// <summary>How long a redeemed token leads to its successor when nobody ever uses that one: the answer may have been lost.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>How long after the successor was used: requests that were on their way by then.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    /// <summary>Whether a token that was redeemed then is forgiven now (decision 0070).</summary>
    public static bool StillGives(DateTimeOffset redeemedAt, DateTimeOffset? successorRedeemedAt, DateTimeOffset now) =>
        now - redeemedAt <= Longest && (successorRedeemedAt is null || now - successorRedeemedAt <= Leeway);

    public static string NewSeed() => SecretToken.New();

    public static string Successor(string token, string seed) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(seed)));
}
