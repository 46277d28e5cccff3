using Wristband.AspNetCore.Testing.Visitor;

namespace Wristband.Platform.Testing;

/// <summary>A browser without a screen: keeps cookies, follows redirects, says where a request comes from, and submits forms.</summary>
public sealed class TestBrowser : IDisposable
{
    private const int MostRedirects = 20;
    private readonly HttpMessageInvoker _network;
    private readonly CookieJar _cookies;
    private readonly Uri _home;

    internal TestBrowser(HttpMessageHandler network, TimeProvider time, Uri home)
    {
        (_network, _home) = (new HttpMessageInvoker(network), home);
        _cookies = new CookieJar(time);
    }

    /// <summary>Opens an address as if it had been typed, and follows redirects.</summary>
    /// <param name="address">Absolute, or a path of the application.</param>
    public Task<TestPage> GetAsync(string address) =>
        NavigateAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(_home, address)), from: null);

    /// <summary>Submits a form as if its button had been pressed, and follows redirects.</summary>
    /// <param name="page">The page with the form.</param>
    /// <param name="form">A CSS selector of the form, such as <c>#login</c>.</param>
    /// <param name="fields">What is typed in; hidden fields and defaults come from the page.</param>
    /// <exception cref="InvalidOperationException">The page has no such form.</exception>
    public Task<TestPage> SubmitAsync(TestPage page, string form, params (string Name, string Value)[] fields)
    {
        var request = page.Form(form, fields);
        if (request.Method != HttpMethod.Get) request.Headers.Add("Origin", page.Address.GetLeftPart(UriPartial.Authority));
        return NavigateAsync(request, page.Address);
    }

    /// <inheritdoc />
    public void Dispose() => _network.Dispose();

    private async Task<TestPage> NavigateAsync(HttpRequestMessage request, Uri? from)
    {
        for (var hop = 0; hop < MostRedirects; hop++)
        {
            var url = request.RequestUri!;
            using var response = await SendAsync(request, from);
            request.Dispose();
            if (NextOf(response) is not { } location)
                return new TestPage(url, response.StatusCode, await response.Content.ReadAsStringAsync());
            request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, location));
        }
        throw new InvalidOperationException(
            $"There are more than {MostRedirects} redirects; the last leads to {request.RequestUri!.GetLeftPart(UriPartial.Path)}.");
    }

    // A redirect, or a page that goes on by itself, as the platform's does after a form.
    private static Uri? NextOf(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Refresh", out var values) && values.First().Split("url=", 2) is [_, var target])
            return new Uri(target, UriKind.RelativeOrAbsolute);
        return (int)response.StatusCode is < 300 or > 399 ? null : response.Headers.Location;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Uri? from)
    {
        var url = request.RequestUri!;
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        request.Headers.Add("Sec-Fetch-Site", SiteOf(from, url));
        if (_cookies.Header(url) is { } header) request.Headers.TryAddWithoutValidation("Cookie", header);
        var response = await _network.SendAsync(request, CancellationToken.None);
        if (response.Headers.TryGetValues("Set-Cookie", out var lines)) _cookies.Store(url, lines);
        return response;
    }

    private static string SiteOf(Uri? from, Uri to) =>
        from is null ? "none" : from.GetLeftPart(UriPartial.Authority) == to.GetLeftPart(UriPartial.Authority) ? "same-origin"
            : "cross-site";
}
