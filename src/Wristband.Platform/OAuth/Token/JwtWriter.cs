using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Wristband.Platform.OAuth.Keys;

namespace Wristband.Platform.OAuth.Token;

/// <summary>Signs a set of claims that somebody wrote as JSON.</summary>
internal static class JwtWriter
{
    private static readonly JsonWebTokenHandler Handler = new();
    private static readonly Dictionary<string, object> AccessTokenHeader = new() { [JwtHeaderParameterNames.Typ] = "at+jwt" };

    private static readonly Dictionary<string, object> LogoutTokenHeader = new() { [JwtHeaderParameterNames.Typ] = "logout+jwt" };

    public static string AccessToken(KeySet keys, Action<Utf8JsonWriter> claims) =>
        Handler.CreateToken(Write(claims), keys.Signing, AccessTokenHeader);

    public static string IdToken(KeySet keys, Action<Utf8JsonWriter> claims) => Handler.CreateToken(Write(claims), keys.Signing);

    public static string LogoutToken(KeySet keys, Action<Utf8JsonWriter> claims) =>
        Handler.CreateToken(Write(claims), keys.Signing, LogoutTokenHeader);

    private static string Write(Action<Utf8JsonWriter> claims)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            claims(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
