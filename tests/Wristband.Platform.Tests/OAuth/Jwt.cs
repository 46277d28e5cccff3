using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>A token taken apart by hand, so that tests see what is on the wire and not what a library makes of it.</summary>
internal sealed record Jwt(JsonElement Header, JsonElement Claims, string Text)
{
    public static Jwt Read(string token)
    {
        var parts = token.Split('.');
        parts.Length.ShouldBe(3);
        return new Jwt(Json(parts[0]), Json(parts[1]), token);
    }

    public string? Claim(string name) => Claims.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static JsonElement Json(string part) => JsonDocument.Parse(Base64UrlTextEncoder.Decode(part)).RootElement;
}
