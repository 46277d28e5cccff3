using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Wristband.Platform.Security;

/// <summary>
/// Text that somebody typed, as one line that reads as it looks. What spells a word of some script, or an emoji, stays (Unicode UAX #31
/// and #39); what hides, turns around or covers other text goes (X-C1, G-13). Letters are never changed.
/// </summary>
internal static class VisibleText
{
    // UTS #39, 5.4: no script writes more above and below one letter, and more of them cover the lines around.
    private const int MostMarks = 4;

    public static string Of(string text)
    {
        var runes = text.EnumerateRunes().Select(rune => IsSpace(rune) ? new Rune(' ') : rune).Where(rune => !IsHidden(rune)).ToArray();
        var kept = new List<Rune>(runes.Length);
        var marks = 0;
        for (var i = 0; i < runes.Length; i++)
        {
            var before = CollectionsMarshal.AsSpan(kept);
            marks = IsMark(runes[i]) ? marks + 1 : 0;
            if (marks > MostMarks || (marks > 0 && (before.IsEmpty || before[^1].Value == ' '))) continue;
            if (Spelling.IsShaping(runes[i]) && !Spelling.Needs(before, runes[i], runes.AsSpan(i + 1))) continue;
            kept.Add(runes[i]);
        }
        return string.Join(' ', string.Concat(kept).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whether two texts that differ in this character look alike, wherever it stands.</summary>
    public static bool IsUnseen(Rune rune) => IsSpace(rune) || Spelling.IsShaping(rune) || IsHidden(rune);

    private static bool IsSpace(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsHidden(Rune rune) => !Spelling.IsShaping(rune) && rune.Value switch
    {
        // Signs that stand around a number or an abbreviation are format characters too, but one sees them.
        (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD => false,

        // Fillers and blanks that count as letters, marks or symbols: a name of them looks empty.
        0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2065 or 0x2800 or 0x3164 or 0xFFA0 => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned,
    };

    // Tibetan writes the lower letters of a stack as marks.
    private static bool IsMark(Rune rune) => rune.Value is not (>= 0xF90 and <= 0xFBC)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
