using System.Text.Json;
using System.Text.Unicode;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>
/// The one reader of JSON that somebody else wrote: answers of the platform and the parts of its tokens. JSON can spell what is no
/// text: half of a surrogate pair, or bytes that are no UTF-8. The framework notices when such a value is read, and throws. Here it is
/// noticed first, and the whole document counts as unreadable.
/// </summary>
internal static class ForeignJson
{
    private const int MaxDepth = 16;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The object; null for anything else: HTML, truncated, nested too deep, a member twice, text that is none.</summary>
    public static JsonElement? Object(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span)) return null;
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            var root = document.RootElement;
            if (HasEscapes(utf8.Span)) ReadAll(root);
            return root.ValueKind == JsonValueKind.Object ? root.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether each name and value in a document can be read. Said quickly for one without escapes, as tokens are.</summary>
    public static bool IsReadable(ReadOnlyMemory<byte> utf8) =>
        Utf8.IsValid(utf8.Span) && (!HasEscapes(utf8.Span) || Object(utf8) is not null);

    /// <summary>A non-empty string member; null when it is absent, null, empty or something else.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    /// <summary>A boolean member; null when it is absent or something else.</summary>
    public static bool? Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null;

    // In valid UTF-8 half a surrogate pair can only stand as an escape.
    private static bool HasEscapes(ReadOnlySpan<byte> utf8) => utf8.IndexOf("\\u"u8) >= 0;

    // Throws at the first name or value that is no text.
    private static void ReadAll(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) ReadAll(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadAll(member.Value);
                }
                break;
        }
    }
}
