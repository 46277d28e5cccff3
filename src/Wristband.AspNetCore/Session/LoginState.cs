using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// Everything one login started with, kept by the browser that started it: what the callback must match, and what it may trust
/// instead of its own query (S-13).
/// </summary>
internal sealed record LoginState
{
    /// <summary>32 random bytes; also what names the cookie.</summary>
    [JsonPropertyName("s")]
    public required string State { get; init; }

    [JsonPropertyName("n")]
    public required string Nonce { get; init; }

    [JsonPropertyName("v")]
    public required string Verifier { get; init; }

    /// <summary>The tenant that was asked for; null for a login through a custom domain or the application's own host.</summary>
    [JsonPropertyName("t")]
    public string? TenantName { get; init; }

    [JsonPropertyName("d")]
    public string? CustomDomain { get; init; }

    [JsonPropertyName("r")]
    public required string RedirectUri { get; init; }

    [JsonPropertyName("i")]
    public required string Issuer { get; init; }

    /// <summary>The host of this application where the login began; it has to end there.</summary>
    [JsonPropertyName("h")]
    public required string Host { get; init; }

    [JsonPropertyName("u")]
    public string? ReturnUrl { get; init; }

    /// <summary>What the application wants to know again at the end.</summary>
    [JsonPropertyName("x")]
    public Dictionary<string, string>? CustomState { get; init; }

    [JsonPropertyName("c")]
    public required long Created { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, LoginStateJson.Default.LoginState);

    public static LoginState? FromBytes(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, LoginStateJson.Default.LoginState);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LoginState))]
internal sealed partial class LoginStateJson : JsonSerializerContext;
