using System.Globalization;
using System.Text.Json;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>A token endpoint's successful answer, with each field checked before use (S-28).</summary>
internal sealed record TokenGrant(TokenSet Tokens, string? IdToken)
{
    private const int MostCharacters = 16 * 1024;
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(24);

    /// <summary>Null when the answer cannot be used.</summary>
    public static TokenGrant? Read(JsonElement? body, DateTimeOffset now, TimeSpan buffer)
    {
        if (body is not { } json || json.Text("access_token") is not { } access || !FitsInHeader(access)) return null;
        if (json.Text("token_type") is { } type && !type.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return null;
        var refresh = json.Text("refresh_token");
        if (refresh is not null && !FitsInHeader(refresh)) return null;
        if (Life(json, access, now) is not { } life) return null;

        // A buffer of more than half the token's life would refresh on nearly every request.
        var early = buffer < life / 2 ? buffer : life / 2;
        return new TokenGrant(new TokenSet(access, refresh, now + life, now + life - early), json.Text("id_token"));
    }

    private static TimeSpan? Life(JsonElement json, string accessToken, DateTimeOffset now)
    {
        var seconds = json.TryGetProperty("expires_in", out var value)
            ? Seconds(value)
            : (JwtFacts.Read(accessToken)?.Expires - now)?.TotalSeconds;
        return seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, LongestLife.TotalSeconds)) : null;
    }

    private static double? Seconds(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
            number,
        _ => null,
    };

    private static bool FitsInHeader(string token) =>
        token.Length <= MostCharacters && !token.AsSpan().ContainsAnyExceptInRange('!', '~');

    public override string ToString() => nameof(TokenGrant);
}
