using Microsoft.IdentityModel.JsonWebTokens;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// What a token that came straight from the platform over the back channel says about its owner. Read, not validated: it is only
/// ever compared with what was validated.
/// </summary>
internal sealed record JwtFacts(string? Subject, string? TenantId, string? Issuer, DateTimeOffset? Expires, IReadOnlyList<string> Audiences)
{
    /// <summary>Null when the token is not a readable JWT.</summary>
    public static JwtFacts? Read(string? token) => JwtReader.Read(token) is { } jwt
        ? new JwtFacts(
            Text(jwt, "sub"),
            Text(jwt, WristbandClaims.TenantId),
            Text(jwt, "iss"),
            jwt.ValidTo > DateTime.MinValue ? new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero) : null,
            [.. jwt.Audiences])
        : null;

    private static string? Text(JsonWebToken jwt, string claim) => jwt.TryGetPayloadValue<string>(claim, out var value) ? value : null;
}
