using System.Text;

namespace Wristband.Platform.Users;

/// <summary>Unicode's normal forms for text that anybody may have typed or made up.</summary>
internal static class Normalization
{
    /// <summary>The text in this form; null when it has none: with half of a surrogate pair, or U+FFFE, which no text holds.</summary>
    public static string? TryNormalize(this string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
