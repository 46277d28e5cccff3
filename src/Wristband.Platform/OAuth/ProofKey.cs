using System.Buffers;

namespace Wristband.Platform.OAuth;

/// <summary>The grammar of RFC 7636, sections 4.1 and 4.2.</summary>
internal static class ProofKey
{
    /// <summary>A SHA-256 hash in base64url has one length only, and no other method is offered.</summary>
    private const int ChallengeLength = 43;

    private const int ShortestVerifier = 43;
    private const int LongestVerifier = 128;
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> Base64Url = SearchValues.Create(LettersAndDigits + "-_");
    private static readonly SearchValues<char> Unreserved = SearchValues.Create(LettersAndDigits + "-._~");

    public static bool IsChallenge(string text) => text.Length == ChallengeLength && !text.AsSpan().ContainsAnyExcept(Base64Url);

    public static bool IsVerifier(string text) =>
        text.Length is >= ShortestVerifier and <= LongestVerifier && !text.AsSpan().ContainsAnyExcept(Unreserved);
}
