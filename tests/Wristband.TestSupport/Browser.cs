using System.Net;
using AngleSharp.Html.Parser;

namespace Wristband.TestSupport;

/// <summary>
/// A browser without a screen: cookies, redirects, forms, and the Sec-Fetch headers that real browsers send.
/// Requests may run in parallel, as several tabs would.
/// </summary>
public sealed class Browser(HttpMessageHandler network, TimeProvider time)
{
    private const int MostRedirects = 20;
    private const string GoingOn = "/login/continue";
    private readonly HttpMessageInvoker _network = new(network, disposeHandler: false);

    public CookieJar Cookies { get; } = new(time);

    /// <summary>The languages that its owner reads, as the header Accept-Language says it; null says nothing.</summary>
    public string? AcceptLanguage { get; set; }

    /// <summary>Opens a page as if the address had been typed, following redirects.</summary>
    public Task<Page> GetAsync(string url) => NavigateAsync(new HttpRequestMessage(HttpMethod.Get, url), "none");

    /// <summary>Opens a page without following redirects.</summary>
    public Task<Page> GetOnceAsync(string url, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return NavigateAsync(request, "none", follow: false);
    }

    /// <summary>Follows a link on <paramref name="from"/>.</summary>
    public Task<Page> FollowAsync(Page from, string url) =>
        NavigateAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(from.Url, url)), SiteOf(from.Url, new Uri(from.Url, url)));

    /// <summary>Submits a form of <paramref name="from"/>, with its hidden fields and these values on top.</summary>
    public Task<Page> SubmitAsync(Page from, string formSelector, IReadOnlyDictionary<string, string>? values = null, bool follow = true)
    {
        var (method, action, fields) = from.Form(formSelector);
        foreach (var (name, value) in values ?? new Dictionary<string, string>()) fields[name] = value;
        var target = new Uri(from.Url, action);
        if (method == HttpMethod.Get)
        {
            var query = string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
            target = new UriBuilder(target) { Query = query }.Uri;
        }
        var request =
            new HttpRequestMessage(method, target) { Content = method == HttpMethod.Get ? null : new FormUrlEncodedContent(fields) };
        request.Headers.TryAddWithoutValidation("Origin", from.Url.GetLeftPart(UriPartial.Authority));
        return NavigateAsync(request, SiteOf(from.Url, target), follow);
    }

    /// <summary>A script's same-origin fetch: sends cookies, does not follow redirects.</summary>
    public async Task<HttpResponseMessage> FetchAsync(
        HttpMethod method, string url, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "cors");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Dest", "empty");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await SendAsync(request);
    }

    /// <summary>A request with this browser's cookies and exactly these headers; null leaves one out.</summary>
    public async Task<HttpResponseMessage> SendRawAsync(HttpMethod method, string url, IReadOnlyDictionary<string, string?> headers)
    {
        using var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers.Where(h => h.Value is not null)) request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    private async Task<Page> NavigateAsync(HttpRequestMessage request, string site, bool follow = true)
    {
        var hops = new List<Uri>();
        for (var hop = 0; ; hop++)
        {
            if (hop > MostRedirects) throw new InvalidOperationException("Redirect loop: " + string.Join(" -> ", hops));
            var url = request.RequestUri!;
            hops.Add(url);
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "navigate");
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Dest", "document");
            request.Headers.TryAddWithoutValidation("Sec-Fetch-User", "?1");
            request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            if (AcceptLanguage is not null) request.Headers.TryAddWithoutValidation("Accept-Language", AcceptLanguage);
            var response = await SendAsync(request);
            var location = response.Headers.Location;
            var next = location is null || (int)response.StatusCode is < 300 or > 399 ? RefreshOf(response, url) : new Uri(url, location);
            if (next is null || (!follow && !IsOfTheForm(request, url, next) && response.Headers.Location is not null))
                return new Page(url, response, await response.Content.ReadAsStringAsync(), hops);
            // A form that was accepted goes on over a page of its own: whoever does not follow wants to know where that one leads.
            if (!follow && next.AbsolutePath == GoingOn && request.Method == HttpMethod.Post)
            {
                using var on = new HttpRequestMessage(HttpMethod.Get, next);
                return new Page(url, response, "", hops, RefreshOf(await SendAsync(on), next));
            }
            var keepsMethod = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
            if (SiteOf(url, next) == "cross-site" && site != "none") site = "cross-site";
            request = new HttpRequestMessage(
                keepsMethod ? request.Method : HttpMethod.Get, next)
            { Content = keepsMethod ? request.Content : null };
        }
    }

    // A form that is not accepted comes back on a page view of its own; to a person it is one page.
    private static bool IsOfTheForm(HttpRequestMessage request, Uri from, Uri to) => request.Method == HttpMethod.Post
        && from.GetLeftPart(UriPartial.Authority) == to.GetLeftPart(UriPartial.Authority)
        && (from.PathAndQuery == to.PathAndQuery || to.AbsolutePath == GoingOn);

    private static Uri? RefreshOf(HttpResponseMessage response, Uri url) =>
        response.Headers.TryGetValues("Refresh", out var values) && values.Single().Split("url=", 2) is [_, var target]
            ? new Uri(url, target)
            : null;

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var url = request.RequestUri!;
        if (Cookies.Header(url) is { } cookies) request.Headers.TryAddWithoutValidation("Cookie", cookies);
        var response = await _network.SendAsync(request, CancellationToken.None);
        if (response.Headers.TryGetValues("Set-Cookie", out var lines)) Cookies.Store(url, lines);
        return response;
    }

    private static string SiteOf(Uri from, Uri to)
    {
        if (from.GetLeftPart(UriPartial.Authority) == to.GetLeftPart(UriPartial.Authority)) return "same-origin";
        return from.Scheme == to.Scheme && RegistrableDomain(from) == RegistrableDomain(to) ? "same-site" : "cross-site";
    }

    private static string RegistrableDomain(Uri url) => string.Join('.', url.Host.Split('.').TakeLast(2));
}

/// <summary>What a navigation ended on.</summary>
public sealed class Page(Uri url, HttpResponseMessage response, string body, IReadOnlyList<Uri> hops, Uri? goesOnTo = null)
{
    public Uri Url => url;
    public HttpStatusCode Status => response.StatusCode;
    public HttpResponseMessage Response => response;
    public string Body => body;

    /// <summary>Every address on the way, the last one included.</summary>
    public IReadOnlyList<Uri> Hops => hops;

    /// <summary>Where the answer leads.</summary>
    public Uri? Location => goesOnTo ?? (response.Headers.Location is { } l ? new Uri(url, l) : null);
    public AngleSharp.Html.Dom.IHtmlDocument Document { get; } = new HtmlParser().ParseDocument(body);

    /// <summary>The text that a person reads, without markup.</summary>
    public string Text => Document.Body?.TextContent ?? "";

    public string? Query(string name) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(url.Query).TryGetValue(name, out var v) ? v.ToString() : null;

    internal (HttpMethod Method, string Action, Dictionary<string, string> Fields) Form(string selector)
    {
        var form = Document.QuerySelector(selector) as AngleSharp.Html.Dom.IHtmlFormElement
            ?? throw new InvalidOperationException($"No form '{selector}' at {url} ({(int)response.StatusCode}):\n{body}");
        var fields = new Dictionary<string, string>();
        foreach (var element in form.Elements)
        {
            var name = element.GetAttribute("name");
            var type = element.GetAttribute("type");
            if (string.IsNullOrEmpty(name) || type is "submit" or "button") continue;
            if (type is "checkbox" or "radio" && !element.HasAttribute("checked")) continue;
            fields.TryAdd(name, element.GetAttribute("value") ?? "");
        }
        return (form.GetAttribute("method")?.ToUpperInvariant() == "POST"
            ? HttpMethod.Post
            : HttpMethod.Get, form.GetAttribute("action") ?? "", fields);
    }
}
