using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Http;

/// <summary>X-D11, G-03: a body that cannot be read is the sender's mistake, at every address that reads one.</summary>
public class RequestBodiesTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    public static TheoryData<string> ContentTypes =>
    [
        "application/json; charset=utf-7", "application/json; charset=nonsense", "application/json; charset=utf-16",
        "application/json; charset=\"\"",
        "application/problem+json; charset=utf-7", "text/plain", "application/x-www-form-urlencoded; charset=utf-7",
        "application/x-www-form-urlencoded; charset=nonsense", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=x",
        "multipart/form-data; boundary=x; charset=utf-7", "nonsense", "",
    ];

    [Theory]
    [MemberData(nameof(ContentTypes))]
    public async Task XD11_a_content_type_that_lies_is_never_an_error_of_the_servers(string contentType)
    {
        var tenant = await _platform.TenantAsync();
        var wrong = new List<string>();

        foreach (var path in Posts())
        {
            foreach (var host in new[] { tenant.Base, tenant.Application.Base })
            {
                var answer = await PostAsync(host + path, contentType);
                if ((int)answer.StatusCode is < 400 or >= 500) wrong.Add($"{host}{path}: {(int)answer.StatusCode}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("nonsense")]
    public async Task XD11_custom_domain_validation_refuses_an_unknown_charset(string charset)
    {
        var application = await _platform.ApplicationAsync();

        var answer = await PostAsync(application.Base + "/api/v1/custom-domains/validate", "application/json; charset=" + charset);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    private IEnumerable<string> Posts() => _platform.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains("POST"))
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
        .Where(path => !path.Contains('{', StringComparison.Ordinal)).Distinct();

    private async Task<HttpResponseMessage> PostAsync(string url, string contentType)
    {
        using var network = new HttpMessageInvoker(_platform.Internet, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"tenantCustomDomain\":\"x\"}")),
        };
        if (contentType.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        return await network.SendAsync(request, CancellationToken.None);
    }
}
