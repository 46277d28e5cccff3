using System.Security.Cryptography;

namespace Wristband.Platform.Data;

/// <summary>Entity ids: 26 lower-case base32 characters (130 random bits), the shape that Wristband's own ids have.</summary>
internal static class Ids
{
    public const int Length = 26;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
