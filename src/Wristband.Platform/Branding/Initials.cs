using System.Globalization;

namespace Wristband.Platform.Branding;

/// <summary>Up to two letters that stand for a name without a logo.</summary>
internal static class Initials
{
    public static string Of(string name)
    {
        var words = name.Split([' ', '-', '.', '_'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Take(2).Select(FirstLetter)).ToUpperInvariant();
    }

    // A letter may be several chars; a flag or an accent must not be cut in half.
    private static string FirstLetter(string word) => StringInfo.GetNextTextElement(word);
}
