using System.Security.Cryptography;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Token;

/// <summary>
/// The jti of a user's access token starts with its family, so that userinfo and revocation can ask whether the family still lives
/// without a row per access token.
/// </summary>
internal static class AccessTokenId
{
    private const char Separator = '.';
    private const int SuffixLength = 13;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Of(string familyId) => familyId + Separator + RandomNumberGenerator.GetString(Alphabet, SuffixLength);

    public static string? FamilyOf(string? tokenId) =>
        tokenId?.Length == Ids.Length + 1 + SuffixLength && tokenId[Ids.Length] == Separator ? tokenId[..Ids.Length] : null;
}
