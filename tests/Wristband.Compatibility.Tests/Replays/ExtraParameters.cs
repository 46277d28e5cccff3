using System.Text;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>
/// X-F1: adds what some official SDK sends and the request does not define. A fact has to hold with and without. What a request has
/// already is left alone.
/// </summary>
internal sealed class ExtraParameters(HttpMessageHandler network) : DelegatingHandler(network)
{
    private static readonly (string Name, string Value)[] Everywhere =
        [("audience", "https%3A%2F%2Fapi.example%2F"), ("resource", "api"), ("x", "")];

    /// <summary>The scopes of the login once more with its code, as the Django SDK sends them.</summary>
    private static readonly (string Name, string Value)[] WithACode =
        [("scope", "openid%20offline_access%20email"), ("state", "s"), ("nonce", "n")];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path.EndsWith("/oauth2/authorize", StringComparison.Ordinal) && request.RequestUri.Query.Length > 0)
            request.RequestUri = new Uri($"{request.RequestUri.OriginalString}&{Missing(request.RequestUri.Query[1..], Everywhere)}");
        else if (path.EndsWith("/oauth2/token", StringComparison.Ordinal) || path.EndsWith("/oauth2/revoke", StringComparison.Ordinal))
            await AddToFormAsync(request, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task AddToFormAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content?.Headers.ContentType is not { MediaType: Wire.Form } type) return;
        var form = await request.Content.ReadAsStringAsync(cancellationToken);
        if (!form.Contains('=', StringComparison.Ordinal)) return;
        var extras = form.Contains("grant_type=authorization_code", StringComparison.Ordinal) ? [.. Everywhere, .. WithACode] : Everywhere;
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes($"{form}&{Missing(form, extras)}"))
        {
            Headers = { ContentType = type },
        };
    }

    private static string Missing(string sent, (string Name, string Value)[] extras)
    {
        var names = sent.Split('&').Select(pair => pair.Split('=')[0]).ToHashSet();
        return string.Join('&', extras.Where(extra => !names.Contains(extra.Name)).Select(extra => $"{extra.Name}={extra.Value}"));
    }
}
