using System.Text.RegularExpressions;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>The fields that roles, permissions, groups and boundaries have in common, and their rules.</summary>
internal static partial class Naming
{
    public const int LongestName = 40;
    public const int LongestDisplayName = 60;
    public const int LongestDescription = 500;
    public const int LongestValue = 200;

    /// <summary>A name without its prefix: what programs compare.</summary>
    public static void Name(this Violations violations, string? name, Owner owner)
    {
        var own = name?.StartsWith(owner.Prefix, StringComparison.Ordinal) == true ? name[owner.Prefix.Length..] : name;
        violations.Required("name", own, LongestName);
        if (own is { Length: > 0 and <= LongestName } && !NamePattern().IsMatch(own)) violations.Add("name", "invalid_characters");
    }

    /// <summary>What a permission or boundary is asked for by, such as "invoice:approve".</summary>
    public static void Value(this Violations violations, string? value)
    {
        violations.Required("value", value, LongestValue);
        if (value is { Length: > 0 and <= LongestValue } && !ValuePattern().IsMatch(value)) violations.Add("value", "invalid_characters");
    }

    public static void Labels(this Violations violations, string? displayName, string? description)
    {
        violations.Required("displayName", displayName, LongestDisplayName);
        violations.Text("description", description, LongestDescription);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.\-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    // Values travel in a space-separated claim and in a comma-separated query.
    [GeneratedRegex(@"\A[\x21-\x7E-[,""\\]]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValuePattern();
}
