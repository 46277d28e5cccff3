using System.Globalization;
using System.Text.RegularExpressions;
using Wristband.Platform.Security;

namespace Wristband.Platform.Email;

/// <summary>
/// A name that somebody chose, as data in a mail of ours: in quotation marks, short, and without anything that a mail program turns
/// into a link. A workspace could be called "PayPal Support https://evil.example", and strangers would get that from our address.
/// </summary>
internal static partial class QuotedName
{
    private const int Longest = 40;

    // Not in a resource: a translation must not be able to lose them.
    private static (char Open, char Close) Marks =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? ('„', '“') : ('“', '”');

    public static string Of(string name)
    {
        var words = OneLine.Of(name, int.MaxValue).Split(' ').Where(word => !LooksLikeAddress().IsMatch(word));
        var plain = string.Join(' ', words).Trim('„', '“', '”', '"', ' ');
        if (plain.Length > Longest) plain = OneLine.Of(plain, Longest - 1).TrimEnd() + "…";
        var (open, close) = Marks;
        return $"{open}{(plain.Length == 0 ? "…" : plain)}{close}";
    }

    // A scheme, an @, or labels with a dot between them whose last one has two letters or more: what mail programs make links of.
    [GeneratedRegex(@"://|@|(?:^|[^\p{L}\p{N}])(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:$|[^\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeAddress();
}
