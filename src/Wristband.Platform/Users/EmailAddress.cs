using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Mail;
using System.Text;
using Wristband.Platform.Security;

namespace Wristband.Platform.Users;

/// <summary>
/// An e-mail address: in the form that mail is sent to, and in the one that is compared (P-38). Both are NFKC with the domain in its ASCII
/// form where that is compared, so what is compared is what gets the mail; they differ in upper and lower case only. What has no such
/// form is no address: quoted local parts, a final dot, and characters that nobody sees (X-A9).
/// </summary>
internal sealed record EmailAddress(string Written, string Canonical)
{
    public const int MaxLength = 200;
    private const string Specials = "!#$%&'*+/=?^_`{|}~-.";
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        if (TryNormalize(text) is not { Length: >= 3 and <= MaxLength } written) return false;
        if (!MailAddress.TryCreate(written, out var parsed) || parsed.Address != written) return false;
        var at = written.LastIndexOf('@');
        if (at <= 0 || !written[..at].EnumerateRunes().All(IsOfLocalPart) || written.EndsWith('.')) return false;
        var host = written[(at + 1)..];
        if (host.EnumerateRunes().Any(VisibleText.IsUnseen) || !TryAscii(host.ToLowerInvariant(), out var domain)) return false;
        address = new EmailAddress(written, $"{written[..at].ToLowerInvariant()}@{domain}");
        return true;
    }

    /// <summary>
    /// Also what was an address before the rules became stricter: accounts that exist under one are reached by typing it as it is stored
    /// (decision 0072). Nothing new is made of it.
    /// </summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        if (TryParse(text, out address)) return true;
        var written = text?.Trim();
        if (written is not { Length: >= 3 and <= MaxLength } || written.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return false;
        if (!MailAddress.TryCreate(written, out var parsed) || parsed.Address != written) return false;
        if (TryNormalize(written)?.ToLowerInvariant() is not { } normalized) return false;
        var at = normalized.LastIndexOf('@');
        if (at <= 0 || !TryAscii(normalized[(at + 1)..], out var domain)) return false;
        address = new EmailAddress(written, $"{normalized[..at]}@{domain}");
        return true;
    }

    private static string? TryNormalize(string? text) => text?.Trim().TryNormalize(NormalizationForm.FormKC);

    private static bool IsOfLocalPart(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || Specials.Contains((char)rune.Value, StringComparison.Ordinal)
        : !VisibleText.IsUnseen(rune) && !Rune.IsWhiteSpace(rune);

    private static bool TryAscii(string domain, out string ascii)
    {
        ascii = "";
        try
        {
            ascii = Idn.GetAscii(domain);
            return ascii.Length is > 0 and <= 253;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
