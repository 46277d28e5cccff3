using System.Text.RegularExpressions;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>A tenant's name: one DNS label, because that is where it goes. Nothing else ever reaches a URL (S-07).</summary>
internal readonly partial record struct TenantName
{
    private TenantName(string value) => Value = value;

    public string Value { get; }

    public static TenantName? Parse(string? text) =>
        text is { Length: > 0 and <= 63 } && Pattern().IsMatch(text) ? new TenantName(text.ToLowerInvariant()) : null;

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
