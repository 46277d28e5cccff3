using System.Globalization;

namespace Wristband.Platform.Security;

/// <summary>
/// Text that somebody typed, made safe for a header or a heading: no line breaks, no control characters and none that
/// reverse what follows (G-13, P-61).
/// </summary>
internal static class OneLine
{
    public static string Of(string text, int maxLength)
    {
        var kept = string.Concat(text.EnumerateRunes().Select(rune => IsPlain(rune) ? rune.ToString() : " "));
        var line = string.Join(' ', kept.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= maxLength ? line : line[..(char.IsHighSurrogate(line[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    private static bool IsPlain(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
