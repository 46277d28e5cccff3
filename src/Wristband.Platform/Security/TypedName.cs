using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Wristband.Platform.Security;

/// <summary>Why a name cannot be taken as it was typed.</summary>
internal enum TypedNameProblem
{
    /// <summary>There is nothing that one could see.</summary>
    Missing,
    TooLong,
}

/// <summary>The name of a person or a workspace, as they write it: kept whole, or refused, but never cut (X-C2).</summary>
internal readonly record struct TypedName
{
    public const int LongestOfPerson = 100;
    public const int LongestOfWorkspace = 60;

    // A letter with its marks, or an emoji, is one to whoever counts. What is stored needs an end all the same.
    private const int MostCodesOfOne = 4;

    private readonly string? _value;

    private TypedName(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("A name is made by TryParse.");

    public override string ToString() => Value;

    public static bool TryParse(string? text, int longest, out TypedName name, [NotNullWhen(false)] out TypedNameProblem? problem)
    {
        var value = VisibleText.Of(text ?? "");
        if (value.Length == 0) problem = TypedNameProblem.Missing;
        else if (value.Length > longest * MostCodesOfOne) problem = TypedNameProblem.TooLong;
        else problem = new StringInfo(value).LengthInTextElements > longest ? TypedNameProblem.TooLong : null;
        name = problem is null ? new TypedName(value) : default;
        return problem is null;
    }
}
