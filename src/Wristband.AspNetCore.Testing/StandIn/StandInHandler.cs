using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>The network between the application and its platform: every call ends here, and none leaves the process.</summary>
internal sealed class StandInHandler(PlatformStandIn standIn) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = QueryHelpers.ParseQuery(
            request.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded"
                ? await request.Content.ReadAsStringAsync(cancellationToken)
                : "");
        var endpoint = EndpointOf(request.RequestUri!, form.GetValueOrDefault("grant_type").ToString());
        standIn.Platform.Count(endpoint);
        if (standIn.Platform.IsDown) return Down();
        return endpoint switch
        {
            "sdk-configuration" => Answer(HttpStatusCode.OK, Settings()),
            "jwks" => Answer(HttpStatusCode.OK, new() { ["keys"] = new[] { standIn.Platform.Key.Jwk() } }),
            "token.code" or "token.refresh" => TokenEndpoint.Answer(standIn, request, form),
            "userinfo" => UserInfoEndpoint.Answer(standIn, request),
            "revoke" => Revoke(form.GetValueOrDefault("token").ToString()),
            "custom-domains" => Answer(HttpStatusCode.OK, new() { ["valid"] = await IsKnownDomainAsync(request, cancellationToken) }),
            _ => Answer(HttpStatusCode.NotFound, new() { ["error"] = "not_found" }),
        };
    }

    public static HttpResponseMessage Answer(HttpStatusCode status, Dictionary<string, object?> body) =>
        new(status) { Content = JsonContent.Create(body) };

    private static string EndpointOf(Uri url, string grantType) => url.Segments[^1] switch
    {
        "token" => grantType == "refresh_token" ? "token.refresh" : "token.code",
        "validate" => "custom-domains",
        var last => last,
    };

    /// <summary>With Retry-After, so that the SDK does not wait on a test's clock before it gives up.</summary>
    private static HttpResponseMessage Down() => new(HttpStatusCode.ServiceUnavailable)
    {
        Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1)) },
    };

    private Dictionary<string, object?> Settings() => new()
    {
        ["loginUrl"] = standIn.LoginUrl,
        ["redirectUri"] = standIn.RedirectUri,
        ["isApplicationCustomDomainActive"] = false,
        ["customApplicationLoginPageUrl"] = null,
        ["loginUrlTenantDomainSuffix"] = standIn.RootDomain,
        ["applicationAuthorizationRequestsEnabled"] = false,
    };

    /// <summary>RFC 7009: also an unknown token is answered with 200.</summary>
    private HttpResponseMessage Revoke(string token)
    {
        standIn.Platform.Grants.End(token);
        return new HttpResponseMessage(HttpStatusCode.OK);
    }

    private async Task<bool> IsKnownDomainAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var question = await request.Content!.ReadFromJsonAsync<Dictionary<string, string>>(cancellationToken);
        return question!.TryGetValue("tenantCustomDomain", out var domain) && standIn.Platform.CustomDomains.ContainsKey(domain);
    }
}
