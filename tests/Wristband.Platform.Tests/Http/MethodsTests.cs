using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Http;

/// <summary>X-D29, X-D11: every address answers the methods that it has, 405 to all others, and HEAD wherever it answers GET.</summary>
public class MethodsTests(SharedPlatform shared)
{
    private static readonly string[] Never = ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "CONNECT", "QUERY", "BREW"];
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task XD29_a_method_that_an_address_does_not_have_is_405_there()
    {
        var tenant = await _platform.TenantAsync();
        var wrong = new List<string>();

        foreach (var (path, has) in Paths(tenant).Append(("/health/live", [])).Append(("/health/ready", [])))
        {
            var answered = new List<string>();
            foreach (var method in Never.Except(has).Append("POST"))
            {
                foreach (var host in new[] { tenant.Base, tenant.Application.Base, "http://mail.dev.localhost:6002" })
                {
                    var answer = await SendAsync(method, host + path);
                    var status = answer.StatusCode;
                    if (status == HttpStatusCode.MethodNotAllowed && answer.Content.Headers.Allow.Count > 0) answered.Add(method);
                    else if ((int)status >= 500 || (status != HttpStatusCode.NotFound && method != "POST"))
                        wrong.Add($"{method} {host}{path}: {(int)status}");
                }
            }
            wrong.AddRange(Never.Except(has).Except(answered).Select(method => $"{method} {path} is 405 nowhere"));
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>A page without a handler for posts would show itself.</summary>
    [Theory]
    [InlineData("/login/workspaces")]
    [InlineData("/login/check-mail")]
    [InlineData("/error")]
    public async Task XD29_a_form_for_a_page_that_takes_none_is_405(string path)
    {
        var tenant = await _platform.TenantAsync();

        (await SendAsync("POST", tenant.Application.Base + path)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/api/v1/oauth2/jwks")]
    [InlineData("/api/v1/clients/{client}/sdk-configuration")]
    [InlineData("/brand.css")]
    [InlineData("/login")]
    [InlineData("/signup")]
    [InlineData("/health/live")]
    [InlineData("/css/site.css")]
    public async Task XD11_head_is_answered_as_get(string path)
    {
        var application = await _platform.ApplicationAsync();
        var url = application.Base + path.Replace("{client}", application.ClientId, StringComparison.Ordinal);

        var get = await SendAsync("GET", url);
        var head = await SendAsync("HEAD", url);

        head.StatusCode.ShouldBe(get.StatusCode);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        head.Headers.CacheControl.ShouldBe(get.Headers.CacheControl);
    }

    /// <summary>What changes something on GET must not do it on HEAD.</summary>
    [Theory]
    [InlineData("/api/v1/logout?client_id={client}")]
    [InlineData("/api/v1/oauth2/authorize?client_id={client}")]
    public async Task XD11_head_changes_nothing(string path)
    {
        var tenant = await _platform.TenantAsync();
        var url = tenant.Base + path.Replace("{client}", tenant.Application.ClientId, StringComparison.Ordinal);

        (await SendAsync("HEAD", url)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    /// <summary>
    /// Every address, and which of those methods it has: the management API has PATCH, PUT and DELETE at some. "signing-keys/rotate" could
    /// be the id of a key, too.
    /// </summary>
    private IEnumerable<(string Path, IEnumerable<string> Has)> Paths(SomeTenant tenant)
    {
        var endpoints = _platform.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => (Pattern: "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), Endpoint: endpoint))
            // The page of an empty platform is nowhere on one that is not.
            .Where(e => e.Endpoint.Metadata.GetMetadata<OnHostAttribute>()?.Kinds is not [HostKind.Empty])
            .Where(e => !e.Pattern.Contains("{**", StringComparison.Ordinal)).ToList();
        var api = endpoints.Where(e => e.Endpoint.Metadata.GetMetadata<RequiredPermission>() is not null)
            .Select(e => (Pattern: new Regex($"^{Regex.Replace(e.Pattern, "{[^}]+}", "[^/]+")}$"),
                Methods: e.Endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []))
            .ToList();
        return endpoints
            .Select(e => e.Pattern.Replace("{clientId}", tenant.Application.ClientId, StringComparison.Ordinal)
                .Replace("{id}", "x", StringComparison.Ordinal))
            .Distinct()
            .Select(path => (path, api.Where(e => e.Pattern.IsMatch(path)).SelectMany(e => e.Methods)));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string url)
    {
        using var network = new HttpMessageInvoker(_platform.Internet, disposeHandler: false);
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        return await network.SendAsync(request, CancellationToken.None);
    }
}
