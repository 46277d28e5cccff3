using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Wristband.Platform.Users;

/// <summary>
/// An e-mail address: as written, for sending, and in the canonical form that is compared (P-38):
/// NFKC, lower case, domain in its ASCII form.
/// </summary>
internal sealed record EmailAddress(string Written, string Canonical)
{
    public const int MaxLength = 200;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        var written = text?.Trim();
        if (written is not { Length: >= 3 and <= MaxLength } || written.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return false;
        if (!MailAddress.TryCreate(written, out var parsed) || parsed.Address != written) return false;
        var normalized = written.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var at = normalized.LastIndexOf('@');
        if (at <= 0 || !TryAscii(normalized[(at + 1)..], out var domain)) return false;
        address = new EmailAddress(written, $"{normalized[..at]}@{domain}");
        return true;
    }

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
