using System.Text;
using System.Text.Json;

namespace Wristband.Platform.Tests.Fuzz;

/// <summary>Values that programs trip over.</summary>
internal static class OddValues
{
    /// <summary>What a text may be.</summary>
    private static readonly string[] Texts =
    [
        "", " ", "\0", "a\0b", "\u0001", "\u007f", "\u0085", "\u2028", "\ufeff", "\ufffe", "\u202e", "é", "e\u0301", "ı", "İ", "ß", "ﬀ",
        "日本語",
        "\U0001F600", "null", "true", "0", "-1", "1e999", "NaN", "'; drop table users; --", "\" or \"\"=\"", "%00", "%", "_", "\\", "/",
        "..", "../..",
        "{tenant_name}", "${jndi:x}", "<script>", "{}", "[]", "a@b", "a@example.com", "A@EXAMPLE.COM", "@", "a b@example.com",
        "\0@example.com",
        "a@\0.example.com", "a@xn--.example", "http://", "https://example.com", "https://example.com/\0", "javascript:1", "https://[::1",
        "http://a:99999/",
        "2026-01-15", "2026-02-30", "0001-01-01", "9999-12-31", "0000-00-00", "99999-01-01", "ACTIVE", "active", "INACTIVE", "TENANT",
        "APPLICATION",
        "TENANT_INCLUSION_LIST", "CUSTOM", "PREDEFINED", "ALL", "NONE", "STANDARD", "GLOBAL", "wristband", "en", "en-US", "x-y-z-ü",
        "Europe/Berlin",
        "Europe/Nowhere", "\0/\0", "+1 555", "+\0", "#ffffff", "#\0", "ES256", "made:up", "predefined:application",
    ];

    /// <summary>What stands between two texts in JSON and is no text.</summary>
    private static readonly string[] Others =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "1.5", "1e5", "1e400", "-1e400", "2147483648", "-2147483649", "9223372036854775808",
        "123456789012345678901234567890123456789012345678901234567890", "0.1e-400", "{}", "[]", "[null]", "[[]]", "[{}]", "{\"\":null}",
        "{\"a\":[{\"b\":{}}]}",
        "[\"\",\"\"]", "[0,1]", "{\"\\u0000\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}", "{\"\\udc00\":1}", "[\"\\u0000\"]", "[\"\\ud83d\"]",
        "\"\\ud800\"",
        "\"a\\udfff\"", "\"\\u0000\"", "{\"a\":1,\"a\":2}", "{\"$ref\":\"#\"}",
    ];

    /// <summary>A text.</summary>
    public static string Text(Random random) => random.Next(12) switch
    {
        0 => new string((char)('a' + random.Next(26)), random.Next(1, 200)),
        1 => new string('x', random.Next(5) == 0 ? 70_000 : 5_000),
        2 => string.Concat(Enumerable.Repeat("\U0001F9D1\u200D", random.Next(1, 60))),
        _ => Texts[random.Next(Texts.Length)],
    };

    /// <summary>A value as it stands in JSON.</summary>
    public static string Json(Random random, IReadOnlyList<string> ids) => random.Next(10) switch
    {
        < 5 => JsonSerializer.Serialize(Text(random)),
        5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => JsonSerializer.Serialize(Text(random))))}]",
        6 => $"[\"{ids[random.Next(ids.Count)]}\",\"{ids[random.Next(ids.Count)]}\",{Others[random.Next(Others.Length)]}]",
        7 => Deep(random),
        _ => Others[random.Next(Others.Length)],
    };

    /// <summary>A value of a query or a part of a path, percent-encoded; some of it is no UTF-8.</summary>
    public static string Escaped(Random random) => random.Next(8) switch
    {
        0 => "%ED%A0%80",
        1 => "%FF%FE",
        2 => "%C3%28",
        3 => "%00",
        _ => Uri.EscapeDataString(Text(random)),
    };

    /// <summary>A body that is no object, or no JSON, or no text.</summary>
    public static byte[] Raw(Random random, string json) => random.Next(14) switch
    {
        0 => [],
        1 => "null"u8.ToArray(),
        2 => Encoding.UTF8.GetBytes($"[{json}]"),
        3 => Encoding.UTF8.GetBytes(json[..(json.Length / 2)]),
        4 => Encoding.UTF8.GetBytes(json + json),
        5 => Encoding.UTF8.GetBytes($"/* c */{json}"),
        6 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(json)],
        7 => Encoding.Unicode.GetBytes(json),
        8 => [.. Encoding.UTF8.GetBytes(json).SkipLast(1), 0xFF, 0x7D],
        9 => Encoding.UTF8.GetBytes(json.Replace("\":\"", "\":\"\u0000", StringComparison.Ordinal)),
        10 => [0x7B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x3A, 0x31, 0x7D],
        11 => "\"text\""u8.ToArray(),
        12 => Encoding.UTF8.GetBytes(new string('[', 100_000)),
        _ => Encoding.UTF8.GetBytes(json.Replace('"', '\'')),
    };

    private static string Deep(Random random)
    {
        var depth = random.Next(1, 80);
        return random.Next(2) == 0
            ? new string('[', depth) + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
    }
}
