using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tokens;

/// <summary>Puts the current user's access token on an outgoing request.</summary>
internal sealed class AccessTokenHandler(IHttpContextAccessor requests, string? name) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null && requests.HttpContext is { } context && MayCarryTokens(request.RequestUri)
            && await (name is null
                ? context.GetAccessTokenAsync(cancellationToken)
                : context.GetAccessTokenAsync(name, cancellationToken)) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return await base.SendAsync(request, cancellationToken);
    }

    private static bool MayCarryTokens(Uri? target) =>
        target is { IsAbsoluteUri: true } && (target.Scheme == Uri.UriSchemeHttps || LoopbackNames.Contains(target.Host));
}
