using System.Net;
using System.Text.RegularExpressions;
using Wristband.Bench.Running;
using Wristband.TestSupport;

namespace Wristband.Bench.Load;

/// <summary>A browser reduced to what costs little: cookies, redirects, and the hidden fields of a form.</summary>
internal sealed partial class Visitor(HttpMessageInvoker network)
{
    private readonly CookieJar _cookies = new(TimeProvider.System);

    public string CookiesOf(string url) => _cookies.Header(new Uri(url)) ?? throw new BenchException($"No cookies for {url}.");

    /// <summary>Follows redirects until one leads to an address that starts like <paramref name="until"/>, or to a page.</summary>
    public async Task<(Uri Url, string Body)> GetAsync(string url, string? until = null) =>
        await FollowAsync(new HttpRequestMessage(HttpMethod.Get, url), until);

    /// <summary>Sends the page's form with its hidden fields and these values.</summary>
    public async Task<(Uri Url, string Body)> SubmitAsync(
        (Uri Url, string Body) page, string? until, params (string Name, string Value)[] values)
    {
        var fields = HiddenFields().Matches(page.Body).Select(hidden => KeyValuePair.Create(
            WebUtility.HtmlDecode(NameAttribute().Match(hidden.Value).Groups[1].Value),
            WebUtility.HtmlDecode(ValueAttribute().Match(hidden.Value).Groups[1].Value)));
        var content = new FormUrlEncodedContent(fields.Concat(values.Select(value => KeyValuePair.Create(value.Name, value.Value))));
        var request = new HttpRequestMessage(HttpMethod.Post, page.Url) { Content = content };
        request.Headers.TryAddWithoutValidation("Origin", page.Url.GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "navigate");
        return await FollowAsync(request, until);
    }

    private async Task<(Uri Url, string Body)> FollowAsync(HttpRequestMessage request, string? until)
    {
        for (var hops = 0; hops < 12; hops++)
        {
            var url = request.RequestUri!;
            if (_cookies.Header(url) is { } cookies) request.Headers.TryAddWithoutValidation("Cookie", cookies);
            if (request.Method == HttpMethod.Get)
            {
                request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "navigate");
                request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "none");
            }
            using var response = await network.SendAsync(request, CancellationToken.None);
            if (response.Headers.TryGetValues("Set-Cookie", out var lines)) _cookies.Store(url, lines);
            if ((response.Headers.Location ?? RefreshOf(response)) is not { } location)
            {
                var body = await response.Content.ReadAsStringAsync();
                return response.StatusCode == HttpStatusCode.OK
                    ? (url, body)
                    : throw new BenchException($"{request.Method} {url}: {(int)response.StatusCode} {Start(body)}");
            }
            var next = new Uri(url, location);
            if (until is not null && next.AbsoluteUri.StartsWith(until, StringComparison.Ordinal)) return (next, "");
            request = new HttpRequestMessage(HttpMethod.Get, next);
        }
        throw new BenchException($"Too many redirects at {request.RequestUri}.");
    }

    // The platform's page after a form goes on by itself.
    private static Uri? RefreshOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Refresh", out var values) && values.First().Split("url=", 2) is [_, var target]
            ? new Uri(target, UriKind.RelativeOrAbsolute)
            : null;

    private static string Start(string body) => body[..Math.Min(body.Length, 300)];

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenFields();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex NameAttribute();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValueAttribute();
}
