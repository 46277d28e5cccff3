using System.Globalization;
using System.Text;

namespace Wristband.Platform.Branding;

/// <summary>Up to two letters that stand for a name without a logo.</summary>
internal static class Initials
{
    // Hebrew begins after the alphabets with capitals.
    private const int FirstWithoutCapitals = 0x0590;

    public static string Of(string name)
    {
        var words = name.Split([' ', '-', '.', '_'], StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Select(FirstLetter).Where(IsLetter).ToList();
        if (letters.Count == 0) letters = [.. words.Select(FirstLetter).Take(1)];
        // Only Latin, Greek and Cyrillic are abbreviated by two capitals; side by side, Arabic letters would read as a word.
        var hasCapitals = letters.All(letter => Rune.TryGetRuneAt(letter, 0, out var rune) && rune.Value < FirstWithoutCapitals);
        return string.Concat(letters.Take(hasCapitals ? 2 : 1)).ToUpperInvariant();
    }

    // "&" is no name, and neither is a dash.
    private static bool IsLetter(string text) => Rune.TryGetRuneAt(text, 0, out var rune) && Rune.IsLetterOrDigit(rune);

    // A letter may be several chars; a flag or an accent must not be cut in half.
    private static string FirstLetter(string word) => StringInfo.GetNextTextElement(word);
}
