namespace Wristband.Platform.Shared;

/// <summary>A labelled form field as /Shared/_Field.cshtml draws it. The error comes from the model state under the same name.</summary>
internal sealed record Field(string Name, string Label, string? Value = null)
{
    public string Type { get; init; } = "text";
    public string? Autocomplete { get; init; }
    public string? InputMode { get; init; }
    public string? Hint { get; init; }

    public bool Required { get; init; } = true;
    public bool Autofocus { get; init; }

    public bool IsPassword => Type == "password";
}
