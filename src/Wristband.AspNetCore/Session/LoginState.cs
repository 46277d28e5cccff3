using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// Everything one login started with, kept by the browser that started it: what the callback must match, and what it may trust
/// instead of its own query (S-13).
/// </summary>
internal sealed record LoginState
{
    private const int LargestReturnUrl = 16 * 1024;

    /// <summary>Writes letters of every script as they are; six bytes for each would crowd out the rest.</summary>
    private static readonly LoginStateJson Json = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>32 random bytes.</summary>
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

    /// <summary>Where the person wanted to go.</summary>
    [JsonIgnore]
    public string? ReturnUrl { get; init; }

    /// <summary>The return URL is too large to travel, and this server keeps it.</summary>
    [JsonPropertyName("k")]
    public bool ReturnUrlIsKeptHere { get; init; }

    /// <summary>What the application wants to know again at the end.</summary>
    [JsonPropertyName("x")]
    public Dictionary<string, string>? CustomState { get; init; }

    [JsonPropertyName("c")]
    public required long Created { get; init; }

    /// <summary>
    /// The length of the JSON, the JSON, and the return URL compressed: it alone can be long, and holds no secret of ours.
    /// </summary>
    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Json.LoginState);
        var url = Encoding.UTF8.GetBytes(ReturnUrl ?? "");
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(url.Length)];
        var written = 0;
        if (url.Length > 0 && !BrotliEncoder.TryCompress(url, compressed, out written, quality: 9, window: 14))
            throw new InvalidOperationException("A return URL could not be compressed.");
        var length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)json.Length));
        return [.. length, .. json, .. compressed.AsSpan(0, written)];
    }

    public static LoginState? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(ushort) || bytes.Length - sizeof(ushort) < BinaryPrimitives.ReadUInt16BigEndian(bytes)) return null;
        var json = bytes.Slice(sizeof(ushort), BinaryPrimitives.ReadUInt16BigEndian(bytes));
        try
        {
            var state = JsonSerializer.Deserialize(json, Json.LoginState);
            return state is null ? null : state with { ReturnUrl = Expand(bytes[(sizeof(ushort) + json.Length)..]) };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Expand(ReadOnlySpan<byte> compressed)
    {
        if (compressed.IsEmpty) return null;
        var url = new byte[LargestReturnUrl];
        return BrotliDecoder.TryDecompress(compressed, url, out var written) ? Encoding.UTF8.GetString(url.AsSpan(0, written)) : null;
    }

    /// <summary>How much room this takes in a login's cookie.</summary>
    public static int SizeOf(Dictionary<string, string> customState) =>
        JsonSerializer.SerializeToUtf8Bytes(customState, Json.DictionaryStringString).Length;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

[JsonSerializable(typeof(LoginState))]
internal sealed partial class LoginStateJson : JsonSerializerContext;
