using System.Globalization;
using System.Net;
using System.Text;
using Wristband.Platform.Branding;

namespace Wristband.Platform.Email;

/// <summary>The HTML of a mail: one column, readable without images, in light and dark.</summary>
internal static class MailHtml
{
    private const string Font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";

    public static string Of(MailContent content)
    {
        var html = new StringBuilder($"""
            <!doctype html>
            <html lang="{Encode(content.Language)}" dir="{DirectionOf(content.Language)}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><title>{Encode(content.Heading)}</title></head>
            <body style="margin:0;padding:24px 16px;{Font};font-size:16px;line-height:1.5">
            <div style="max-width:480px;margin:0 auto">
            {Logo(content.Look)}<h1 style="font-size:20px;line-height:1.2;margin:0 0 16px">{Encode(content.Heading)}</h1>

            """);
        foreach (var paragraph in content.Paragraphs)
            html.Append("<p style=\"margin:0 0 16px\">").Append(Encode(paragraph)).Append("</p>\n");
        foreach (var action in content.Actions) AppendAction(html, action, content);
        if (content.Footnote is { } footnote)
            html.Append("<p style=\"margin:24px 0 0;font-size:13px;opacity:.75\">").Append(Encode(footnote)).Append("</p>\n");
        return html.Append("</div></body></html>\n").ToString();
    }

    private static void AppendAction(StringBuilder html, MailAction action, MailContent content)
    {
        var hint = string.Format(CultureInfo.InvariantCulture, content.OpenAddress, action.Url);
        var look = content.Look;
        var border = look.ButtonBorder is null ? "" : $"border:1px solid {look.ButtonBorder};";
        var colors = $"background:{look.ButtonColor};color:{look.ButtonInk};{border}";
        html.Append(CultureInfo.InvariantCulture, $"""
            <p style="margin:0 0 16px"><a href="{Encode(action.Url)}" style="display:inline-block;{colors}
            text-decoration:none;font-weight:600;padding:12px 20px;border-radius:{look.ButtonRadius}px">{Encode(action.Label)}</a></p>
            <p style="margin:0 0 16px;font-size:13px;word-break:break-all">{Encode(hint)}</p>

            """);
    }

    // Who sends it stands in the mail anyway: a reader without images misses nothing.
    private static string Logo(MailLook look)
    {
        if (look.LogoUrl is not { } url) return "";
        var width = look.LogoWidth is { } pixels ? string.Create(CultureInfo.InvariantCulture, $" width=\"{pixels}\"") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<p style=\"margin:0 0 16px\"><img src=\"{Encode(url)}\" alt=\"\" height=\"{look.LogoHeight}\"{width}></p>\n");
    }

    private static string DirectionOf(string language) => CultureInfo.GetCultureInfo(language).TextInfo.IsRightToLeft ? "rtl" : "ltr";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
