using System.Text;
using System.Text.Json;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>
/// Text that JSON can carry and that is none. A test writes one of the markers, and the answer or token carries the bytes.
/// </summary>
internal static class ForeignText
{
    private static readonly Dictionary<string, byte[]> Bytes = new()
    {
        ["@first-half-of-a-pair"] = [.. "\\ud800"u8],
        ["@second-half-of-a-pair"] = [.. "\\uDC00"u8],
        ["@halves-in-the-wrong-order"] = [.. "\\udc00\\ud800"u8],
        ["@byte-that-starts-nothing"] = [0xff],
        ["@cut-sequence"] = [0xe2, 0x82],
        ["@surrogate-as-utf8"] = [0xed, 0xa0, 0x80],
    };

    public static IEnumerable<string> Markers => Bytes.Keys;

    public static byte[] Serialize(object value)
    {
        var text = Encoding.Latin1.GetString(JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web));
        foreach (var (marker, bytes) in Bytes) text = text.Replace(marker, Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text);
    }
}
