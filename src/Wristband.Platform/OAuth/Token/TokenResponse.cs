using System.Text.Json;

namespace Wristband.Platform.OAuth.Token;

/// <summary>
/// The answer of the token endpoint. All six fields are always there, null when not granted: official SDKs index them without
/// looking (protocol 2.3). Status exactly 200.
/// </summary>
internal sealed record TokenResponse(string AccessToken, TimeSpan AccessTokenLifetime, string? IdToken, string? RefreshToken, string Scope)
{
    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json;charset=UTF-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        await using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("access_token", AccessToken);
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", (long)AccessTokenLifetime.TotalSeconds);
            json.WriteString("id_token", IdToken);
            json.WriteString("refresh_token", RefreshToken);
            json.WriteString("scope", Scope);
            json.WriteEndObject();
        }
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
