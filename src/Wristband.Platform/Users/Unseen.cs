using System.Globalization;
using System.Text;

namespace Wristband.Platform.Users;

/// <summary>
/// Characters that a reader does not see, so that two texts which differ in them look the same: controls, formatting, what is not
/// assigned, and Unicode's Default_Ignorable_Code_Point, some of which count as letters (U+3164) or marks (U+FE0F).
/// </summary>
internal static class Unseen
{
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    public static bool Is(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned
        || Ignorable.Any(range => rune.Value >= range.First && rune.Value <= range.Last);
}
