using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Wristband.Platform.Applications;

/// <summary>The name of an application: part of role names such as app:demo:owner, and unique on the platform.</summary>
internal readonly partial record struct ApplicationName
{
    public const int MinLength = 3;
    public const int MaxLength = 20;

    private readonly string? _value;

    private ApplicationName(string value) => _value = value;

    /// <summary>The application in which those who run the platform sign in.</summary>
    public static ApplicationName Dashboard { get; } = new("dashboard");

    public string Value => _value ?? throw new InvalidOperationException("An application name is made by TryParse.");

    public override string ToString() => Value;

    /// <summary>Accepts 3 to 20 letters a to z, digits and single hyphens between them; the dashboard has its name to itself.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ApplicationName name)
    {
        name = default;
        if (text is not { Length: >= MinLength and <= MaxLength } || text == Dashboard.Value || !Pattern().IsMatch(text)) return false;
        name = new ApplicationName(text);
        return true;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(?:-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
