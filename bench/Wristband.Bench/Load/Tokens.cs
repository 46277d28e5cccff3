namespace Wristband.Bench.Load;

/// <summary>What a code or a refresh token was exchanged for.</summary>
internal sealed record Tokens(
    [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken,
    [property: System.Text.Json.Serialization.JsonPropertyName("refresh_token")] string RefreshToken);
