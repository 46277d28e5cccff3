using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Wristband.Platform.Security;

/// <summary>
/// Characters that nobody sees, and that change how their neighbours look: Persian, Sinhala, Mongolian, some Japanese names and many
/// emoji cannot be written without them. Anywhere else they only hide something. After UAX #31, A1, A2 and B.
/// </summary>
internal static partial class Spelling
{
    private const int NonJoiner = 0x200C, Joiner = 0x200D, MongolianVowelSeparator = 0x180E;
    private const int BlackFlag = 0x1F3F4, EndOfTags = 0xE007F, Keycap = 0x20E3;

    // How far a look to both sides goes, so that hostile text takes no longer than any other.
    private const int Reach = 8;

    // Canonical combining class 9: what takes the vowel from a letter and lets it join the next one.
    private static readonly HashSet<int> Viramas =
    [
        0x94D, 0x9CD, 0xA4D, 0xACD, 0xB4D, 0xBCD, 0xC4D, 0xCCD, 0xD3B, 0xD3C, 0xD4D, 0xDCA, 0xE3A, 0xEBA, 0xF84, 0x1039, 0x103A, 0x1714,
        0x1715, 0x1734, 0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F, 0xA806, 0xA82C, 0xA8C4, 0xA953, 0xA9C0, 0xAAF6,
        0xABED, 0x10A3F, 0x11046, 0x11070, 0x1107F, 0x110B9, 0x11133, 0x11134, 0x111C0, 0x11235, 0x112EA, 0x1134D, 0x11442, 0x114C2,
        0x115BF, 0x1163F, 0x116B6, 0x1172B, 0x11839, 0x1193D, 0x1193E, 0x119E0, 0x11A34, 0x11A47, 0x11A99, 0x11C3F, 0x11D44, 0x11D45,
        0x11D97,
    ];

    /// <summary>Whether this character is one that may shape its neighbours.</summary>
    public static bool IsShaping(Rune rune) => rune.Value is NonJoiner or Joiner or (>= 0x180B and <= 0x180F)
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) || IsTag(rune) || rune.Value == EndOfTags;

    /// <summary>Whether it does so here: between what stays before it and what follows.</summary>
    public static bool Needs(ReadOnlySpan<Rune> before, Rune rune, ReadOnlySpan<Rune> after)
    {
        before = before[Math.Max(0, before.Length - Reach)..];
        after = after[..Math.Min(Reach, after.Length)];
        return !before.IsEmpty && rune.Value switch
        {
            NonJoiner => Viramas.Contains(before[^1].Value) ? StartsWithLetter(after) : KeepsCursiveLettersApart(before, after),
            Joiner => Viramas.Contains(before[^1].Value) || IsBeforeVirama(before, after) || JoinsPictures(before, after),
            MongolianVowelSeparator => IsMongolian(before[^1]) && !after.IsEmpty && IsMongolian(after[0]),
            >= 0x180B and <= 0x180F => IsMongolian(before[^1]),
            0xFE0F when !after.IsEmpty && after[0].Value == Keycap => before[^1].Value is '#' or '*' or (>= '0' and <= '9'),
            >= 0xFE00 and <= 0xFE0F => HasVariants(before[^1]),
            >= 0xE0100 and <= 0xE01EF => Rune.GetUnicodeCategory(before[^1]) is UnicodeCategory.OtherLetter,
            _ => IsPartOfFlag(before, rune, after),
        };
    }

    // Persian writes "نامه‌ها" so: the letter would join the next one, and must not.
    private static bool KeepsCursiveLettersApart(ReadOnlySpan<Rune> before, ReadOnlySpan<Rune> after)
    {
        while (!before.IsEmpty && IsMark(before[^1])) before = before[..^1];
        return !before.IsEmpty && JoinsTheNext().IsMatch(before[^1].ToString())
            && StartsWithLetter(after) && after[0].Value is > 0x61F and < 0x900;
    }

    // Bengali "র‍্যাব", Kannada "ರ‍್ಕ".
    private static bool IsBeforeVirama(ReadOnlySpan<Rune> before, ReadOnlySpan<Rune> after) =>
        Rune.GetUnicodeCategory(before[^1]) is UnicodeCategory.OtherLetter && !after.IsEmpty && Viramas.Contains(after[0].Value);

    private static bool JoinsPictures(ReadOnlySpan<Rune> before, ReadOnlySpan<Rune> after)
    {
        if (before[^1].Value is 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF)) before = before[..^1];
        return !before.IsEmpty && IsPicture(before[^1]) && !after.IsEmpty && IsPicture(after[0]);
    }

    // The flags of England, Scotland and Wales spell their region in letters that nobody sees; any other text could hide in them.
    private static bool IsPartOfFlag(ReadOnlySpan<Rune> before, Rune rune, ReadOnlySpan<Rune> after)
    {
        var letters = 0;
        while (letters < before.Length && IsTag(before[before.Length - 1 - letters])) letters++;
        if (letters == before.Length || before[before.Length - 1 - letters].Value != BlackFlag) return false;
        if (rune.Value == EndOfTags) return letters is >= 3 and <= 6;
        var more = 0;
        while (more < after.Length && IsTag(after[more])) more++;
        return letters + 1 + more is >= 3 and <= 6 && more < after.Length && after[more].Value == EndOfTags;
    }

    private static bool StartsWithLetter(ReadOnlySpan<Rune> after) => !after.IsEmpty && Rune.IsLetter(after[0]);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark;

    private static bool IsTag(Rune rune) => rune.Value is (>= 0xE0030 and <= 0xE0039) or (>= 0xE0061 and <= 0xE007A);

    private static bool IsMongolian(Rune rune) => rune.Value is >= 0x1820 and <= 0x18AA;

    // The only emoji that joins another one and is no symbol of this kind is the arrow to both sides.
    private static bool IsPicture(Rune rune) => rune.Value == 0x2194 || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol;

    private static bool HasVariants(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol
        or UnicodeCategory.MathSymbol or UnicodeCategory.OtherPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OtherLetter;

    // Joining_Type=D of the Arabic, Syriac and N'Ko blocks.
    [GeneratedRegex(
        @"[\u0620\u0626\u0628\u062A-\u062E\u0633-\u063F\u0641-\u0647\u0649\u064A\u066E\u066F\u0678-\u0687\u069A-\u06BF\u06C1\u06C2\u06CC"
        + @"\u06CE\u06D0\u06D1\u06FA-\u06FC\u06FF\u0712-\u0714\u071A-\u071D\u071F-\u0727\u0729\u072B\u072D\u072E\u074E-\u0758\u075C-\u076A"
        + @"\u076D-\u0770\u0772\u0775-\u0777\u077A-\u077F\u07CA-\u07EA\u0860\u0862-\u0865\u0868\u08A0-\u08A9\u08AF\u08B0\u08B3-\u08B8"
        + @"\u08BA-\u08C8]",
        RegexOptions.CultureInvariant)]
    private static partial Regex JoinsTheNext();
}
