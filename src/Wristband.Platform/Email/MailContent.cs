using System.Text.Json.Serialization;
using Wristband.Platform.Branding;

namespace Wristband.Platform.Email;

/// <summary>
/// What a mail says, before it becomes text and HTML. Everything is plain text; <see cref="MailText"/> and
/// <see cref="MailHtml"/> encode it, so that a workspace's name can never become markup (P-51).
/// </summary>
internal sealed record MailContent(string Heading, IReadOnlyList<string> Paragraphs)
{
    /// <summary>The links of the mail; the first one is what the mail is for.</summary>
    public IReadOnlyList<MailAction> Actions { get; init; } = [];

    /// <summary>The language that it is written in (BCP 47).</summary>
    public string Language { get; init; } = "en";

    /// <summary>What stands beside the address of a link, for programs that show no buttons; {0} is the address.</summary>
    public string OpenAddress { get; init; } = "{0}";

    /// <summary>How it looks. Not kept with the mail: it is what its sender looks like when it leaves.</summary>
    [JsonIgnore]
    public MailLook Look { get; init; } = MailLook.Usual;

    /// <summary>Small print: why this mail came and what to do if it was not expected.</summary>
    public string? Footnote { get; init; }
}

/// <summary>A link that looks like a button.</summary>
internal sealed record MailAction(string Label, string Url);
