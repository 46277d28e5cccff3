using System.Text;

namespace Wristband.Platform.Email;

/// <summary>The plain text of a mail.</summary>
internal static class MailText
{
    public static string Of(MailContent content)
    {
        var text = new StringBuilder().Append(content.Heading).Append("\r\n\r\n");
        foreach (var paragraph in content.Paragraphs) text.Append(paragraph).Append("\r\n\r\n");
        foreach (var action in content.Actions) text.Append(action.Label).Append(":\r\n").Append(action.Url).Append("\r\n\r\n");
        if (content.Footnote is { } footnote) text.Append("--\r\n").Append(footnote).Append("\r\n");
        return text.ToString();
    }
}
