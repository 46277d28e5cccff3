using System.Globalization;

namespace Wristband.Platform.Tenants;

/// <summary>
/// Domains of e-mail addresses, in the form in which addresses are compared: "bücher.example" is "xn--bcher-kva.example".
/// </summary>
internal static class EmailDomains
{
    public const int Most = 50;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>The domains as they are compared; null when one of them is none.</summary>
    public static List<string>? TryRead(IEnumerable<string> typed)
    {
        var domains = typed.Select(TryRead).ToList();
        return domains.Contains(null) ? null : [.. domains.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What stands behind the @ of an address in the form that is compared.</summary>
    public static string Of(string canonicalEmail) => canonicalEmail[(canonicalEmail.LastIndexOf('@') + 1)..];

    private static string? TryRead(string? typed)
    {
        try
        {
            var domain = Idn.GetAscii((typed ?? "").Trim().ToLowerInvariant());
            var isComplete = domain.Contains('.', StringComparison.Ordinal) && !domain.EndsWith('.');
            return isComplete && domain.Length is > 3 and <= 253 ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
