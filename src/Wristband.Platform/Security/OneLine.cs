using System.Globalization;

namespace Wristband.Platform.Security;

/// <summary>
/// Text from outside, short enough for a log, a header or a heading (G-13, P-61): one line, without what deceives, and no letter or emoji
/// cut in half. Never for what is stored under somebody's name: that is <see cref="TypedName"/>.
/// </summary>
internal static class OneLine
{
    public static string Of(string text, int maxLength)
    {
        var line = VisibleText.Of(text);
        if (line.Length <= maxLength) return line;
        var end = 0;
        while (end + StringInfo.GetNextTextElementLength(line, end) is var next && next <= maxLength) end = next;
        return line[..end];
    }
}
