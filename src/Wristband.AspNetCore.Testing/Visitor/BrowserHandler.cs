using System.Net;

namespace Wristband.AspNetCore.Testing.Visitor;

/// <summary>
/// What a browser adds to the requests of an application's pages: cookies, the headers that say where a request comes from, and, as the
/// pages' scripts do, the CSRF token.
/// </summary>
internal sealed class BrowserHandler(CookieJar cookies, TestClientOptions options) : DelegatingHandler
{
    private const int MostRedirects = 10;
    private static readonly string[] SaysWhereItComesFrom = ["Sec-Fetch-Site", "Origin", "Referer"];

    public CookieJar Cookies => cookies;

    /// <summary>Opens an address as a navigation that comes from elsewhere, and stays there.</summary>
    public async Task<HttpResponseMessage> OpenAsync(Uri url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        return await SendOnceAsync(request, CancellationToken.None);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(request, cancellationToken);
        for (var hop = 0; hop < MostRedirects && options.FollowsRedirects && Next(request, response) is { } url; hop++)
        {
            response.Dispose();
            request = Follow(request, url);
            response = await SendOnceAsync(request, cancellationToken);
        }
        return response;
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!;
        AddOrigin(request);
        AddCsrfToken(request, url);
        if (!request.Headers.Contains("Cookie") && cookies.Header(url) is { } header)
            request.Headers.TryAddWithoutValidation("Cookie", header);
        var response = await base.SendAsync(request, cancellationToken);
        // The client shows where it ended, as after any redirect.
        response.RequestMessage = request;
        if (response.Headers.TryGetValues("Set-Cookie", out var lines)) cookies.Store(url, lines);
        return response;
    }

    private static void AddOrigin(HttpRequestMessage request)
    {
        var navigates = request.Headers.Accept.Any(a => a.MediaType == "text/html");
        if (!SaysWhereItComesFrom.Any(request.Headers.Contains)) request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (!request.Headers.Contains("Sec-Fetch-Mode")) request.Headers.Add("Sec-Fetch-Mode", navigates ? "navigate" : "cors");
        if (!request.Headers.Contains("Sec-Fetch-Dest")) request.Headers.Add("Sec-Fetch-Dest", navigates ? "document" : "empty");
    }

    private void AddCsrfToken(HttpRequestMessage request, Uri url)
    {
        var isSafe = request.Method == HttpMethod.Get
            || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options || request.Method == HttpMethod.Trace;
        if (isSafe || !options.SendsCsrfToken || request.Headers.Contains(WristbandDefaults.CsrfHeader)) return;
        var token = cookies.Find(url, WristbandDefaults.CsrfCookieOf(options.Configuration));
        if (token is not null) request.Headers.Add(WristbandDefaults.CsrfHeader, token);
    }

    /// <summary>
    /// Only within the application: the server in memory would answer for the platform's hosts too, with the wrong pages.
    /// </summary>
    private static Uri? Next(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } location) return null;
        var keepsMethod = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        if ((int)response.StatusCode is < 300 or > 399 || (keepsMethod && request.Method != HttpMethod.Get)) return null;
        var next = new Uri(request.RequestUri!, location);
        return next.GetLeftPart(UriPartial.Authority) == request.RequestUri!.GetLeftPart(UriPartial.Authority) ? next : null;
    }

    private static HttpRequestMessage Follow(HttpRequestMessage request, Uri url)
    {
        var next = new HttpRequestMessage(request.Method == HttpMethod.Head ? HttpMethod.Head : HttpMethod.Get, url);
        foreach (var accepted in request.Headers.Accept) next.Headers.Accept.Add(accepted);
        return next;
    }
}
