using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>Takes a JWT apart without trusting it: never an exception, whatever somebody sent.</summary>
internal static class JwtReader
{
    /// <summary>In characters; a longer token is none.</summary>
    public const int MaxLength = 32 * 1024;

    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = MaxLength };

    /// <summary>Null when it is no JWT, or holds text that cannot be read.</summary>
    public static JsonWebToken? Read(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > MaxLength) return null;
        try
        {
            // Before the framework looks: it reads some values at once, others when they are asked for, and throws in both cases.
            return IsReadable(token) ? Handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return null;
        }
    }

    // Header and payload; the signature is no JSON, nor is anything of an encrypted token, which nothing here accepts.
    private static bool IsReadable(string token)
    {
        var header = token.IndexOf('.', StringComparison.Ordinal);
        var payload = header < 0 ? -1 : token.IndexOf('.', header + 1);
        return payload > 0
            && ForeignJson.IsReadable(Base64Url.DecodeFromChars(token.AsSpan(0, header)))
            && ForeignJson.IsReadable(Base64Url.DecodeFromChars(token.AsSpan((header + 1)..payload)));
    }
}
