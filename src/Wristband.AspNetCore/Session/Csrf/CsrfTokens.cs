using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Wristband.AspNetCore.Session.Csrf;

/// <summary>
/// CSRF tokens of a session: 256 random bits and their HMAC under a secret that only this session's ticket holds. A token of
/// another session, of the time before login or of an earlier login never fits (S-51, S-55).
/// </summary>
internal static class CsrfTokens
{
    private const int Bytes = 32;
    private const int TextLength = 43;

    /// <summary>Longer headers are refused unread (S-53).</summary>
    public const int MaxLength = 256;

    public static string Mint(SessionTicket ticket)
    {
        var random = RandomNumberGenerator.GetBytes(Bytes);
        return $"{Base64Url.EncodeToString(random)}.{Base64Url.EncodeToString(Seal(ticket, random))}";
    }

    public static bool Fits(SessionTicket ticket, string token)
    {
        if (token.Length != 2 * TextLength + 1 || token[TextLength] != '.') return false;
        Span<byte> random = stackalloc byte[Bytes];
        Span<byte> seal = stackalloc byte[Bytes];
        return Decodes(token.AsSpan(0, TextLength), random) && Decodes(token.AsSpan(TextLength + 1), seal)
            && CryptographicOperations.FixedTimeEquals(Seal(ticket, random), seal);
    }

    private static bool Decodes(ReadOnlySpan<char> text, Span<byte> target) =>
        Base64Url.DecodeFromChars(text, target, out _, out var written) == OperationStatus.Done && written == target.Length;

    private static byte[] Seal(SessionTicket ticket, ReadOnlySpan<byte> random) => HMACSHA256.HashData(ticket.CsrfKey, random);
}
