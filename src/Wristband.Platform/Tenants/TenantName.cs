using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Wristband.Platform.Tenants;

/// <summary>Why a name cannot be that of a tenant.</summary>
internal enum TenantNameProblem
{
    /// <summary>Shorter than 3 or longer than 20 characters.</summary>
    Length,

    /// <summary>Anything but letters a to z, digits and single hyphens between them.</summary>
    Characters,

    /// <summary>It would look like an address of the platform itself, as "adm1n" does.</summary>
    Reserved,
}

/// <summary>The name of a tenant, which is also the label in its host (P-49, S-07).</summary>
internal readonly partial record struct TenantName
{
    public const int MinLength = 3;
    public const int MaxLength = 20;

    private static readonly HashSet<string> Reserved =
    [
        "www", "api", "admin", "auth", "login", "logout", "signup", "mail", "static", "app", "dashboard", "support", "status", "ns", "root",
        "postmaster", "hostmaster", "webmaster", "abuse", "security", "help", "docs", "assets", "cdn", "localhost",
    ];

    private static readonly HashSet<string> ReservedSkeletons = [.. Reserved.Select(LookAlikes.SkeletonOf)];

    private readonly string? _value;

    private TenantName(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("A tenant name is made by TryParse.");

    public override string ToString() => Value;

    /// <summary>Accepts a name that a new tenant may take; says why not otherwise.</summary>
    public static bool TryParse(string? text, out TenantName name, [NotNullWhen(false)] out TenantNameProblem? problem)
    {
        var value = text?.Trim().ToLowerInvariant() ?? "";
        problem = value switch
        {
            { Length: < MinLength or > MaxLength } => TenantNameProblem.Length,
            _ when !Pattern().IsMatch(value) => TenantNameProblem.Characters,
            _ when ReservedSkeletons.Contains(LookAlikes.SkeletonOf(value)) => TenantNameProblem.Reserved,
            _ => null,
        };
        name = problem is null ? new TenantName(value) : default;
        return problem is null;
    }

    /// <summary>Turns "Größe AG" into "groesse-ag": a first proposal, or null when nothing usable is left.</summary>
    public static string? Propose(string displayName)
    {
        var spelled = displayName.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal)
            .Replace("ö", "oe", StringComparison.Ordinal)
            .Replace("ü", "ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal)
            .Normalize(System.Text.NormalizationForm.FormKD);
        var label = Separators().Replace(string.Concat(spelled.Where(char.IsAscii)), "-").Trim('-');
        label = label.Length > MaxLength ? label[..MaxLength].TrimEnd('-') : label;
        return TryParse(label, out var name, out _) ? name.Value : null;
    }

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9]|-(?!-))*[a-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
