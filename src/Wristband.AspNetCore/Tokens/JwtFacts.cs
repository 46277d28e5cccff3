using Microsoft.IdentityModel.JsonWebTokens;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// What a token that came straight from the platform over the back channel says about its owner. Read, not validated: it is only
/// ever compared with what was validated.
/// </summary>
internal sealed record JwtFacts(string? Subject, string? TenantId, string? Issuer, DateTimeOffset? Expires, IReadOnlyList<string> Audiences)
{
    private static readonly JsonWebTokenHandler Reader = new() { MaximumTokenSizeInBytes = 64 * 1024 };

    /// <summary>Null when the token is not a readable JWT.</summary>
    public static JwtFacts? Read(string? token)
    {
        if (string.IsNullOrEmpty(token)) return null;
        try
        {
            var jwt = Reader.ReadJsonWebToken(token);
            return new JwtFacts(
                Text(jwt, "sub"),
                Text(jwt, WristbandClaims.TenantId),
                Text(jwt, "iss"),
                jwt.ValidTo > DateTime.MinValue ? new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero) : null,
                [.. jwt.Audiences]);
        }
        catch (Exception e) when (e is ArgumentException or Microsoft.IdentityModel.Tokens.SecurityTokenException or FormatException
            or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonWebToken jwt, string claim) => jwt.TryGetPayloadValue<string>(claim, out var value) ? value : null;
}
