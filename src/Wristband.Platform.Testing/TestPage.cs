using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Wristband.Platform.Testing;

/// <summary>What a navigation ended on.</summary>
public sealed class TestPage
{
    private readonly IHtmlDocument _document;

    internal TestPage(Uri address, HttpStatusCode status, string body)
    {
        (Address, Status, Body) = (address, status, body);
        _document = new HtmlParser().ParseDocument(body);
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The answer itself.</summary>
    public string Body { get; }

    /// <summary>The text that a person reads, without markup.</summary>
    public string Text => _document.Body?.TextContent.Trim() ?? "";

    /// <summary>Whether something on the page matches.</summary>
    /// <param name="selector">A CSS selector.</param>
    public bool Has(string selector) => _document.QuerySelector(selector) is not null;

    internal HttpRequestMessage Form(string selector, IEnumerable<(string Name, string Value)> typed)
    {
        if (_document.QuerySelector(selector) is not IHtmlFormElement form)
            throw new InvalidOperationException(
                $"There is no form '{selector}' at {Address.GetLeftPart(UriPartial.Path)} ({(int)Status}): {Text}");
        var fields = form.Elements.OfType<IHtmlInputElement>()
            .Where(i => !string.IsNullOrEmpty(i.Name) && i.Type is not ("submit" or "button")
                && (i.Type is not ("checkbox" or "radio") || i.IsChecked))
            .GroupBy(i => i.Name!).ToDictionary(g => g.Key, g => g.First().Value);
        foreach (var (name, value) in typed) fields[name] = value;
        var target = new Uri(Address, form.GetAttribute("action") ?? "");
        return form.Method.Equals("post", StringComparison.OrdinalIgnoreCase)
            ? new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) }
            : new HttpRequestMessage(HttpMethod.Get, new UriBuilder(target) { Query = Query(fields) }.Uri);
    }

    private static string Query(Dictionary<string, string> fields) =>
        string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
}
