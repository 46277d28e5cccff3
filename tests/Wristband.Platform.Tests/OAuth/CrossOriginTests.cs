using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>
/// X-F2: scripts of the origins that an application lists may use its endpoints; public metadata is everybody's. Never with cookies.
/// </summary>
public class CrossOriginTests(SharedPlatform shared)
{
    private const string Listed = "https://app.example";
    private const string AlsoListed = "http://localhost:5173";
    private readonly PlatformHost _platform = shared.Host;

    public static TheoryData<string, string> Endpoints => new()
    {
        { "POST", "/api/v1/oauth2/token" },
        { "POST", "/api/v1/oauth2/revoke" },
        { "GET", "/api/v1/oauth2/userinfo" },
        { "POST", "/api/v1/oauth2/userinfo" },
        { "POST", "/api/v1/custom-domains/validate" },
        { "GET", "/api/v1/users/x" },
        { "GET", "/api/v1/users/x/roles" },
        { "GET", "/api/v1/tenants/x" },
    };

    public static TheoryData<string> Metadata =>
        ["/.well-known/openid-configuration", "/api/v1/oauth2/jwks", "/api/v1/clients/{client}/sdk-configuration"];

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task XF2_a_listed_origin_gets_its_preflight_and_reads_answers_and_errors(string method, string path)
    {
        var application = await ApplicationAsync();

        foreach (var origin in new[] { Listed, AlsoListed })
        {
            var preflight = await SendAsync("OPTIONS", application.Base + path, origin, method);
            var answer = await SendAsync(method, application.Base + path, origin);

            preflight.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            Header(preflight, "Access-Control-Allow-Origin").ShouldBe(origin);
            Header(preflight, "Access-Control-Allow-Methods").ShouldContain(method);
            Header(preflight, "Access-Control-Allow-Headers").ShouldContain("authorization");
            preflight.Headers.Vary.ShouldContain("Origin");
            Header(answer, "Access-Control-Allow-Origin").ShouldBe(origin);
            Header(answer, "Access-Control-Expose-Headers").ShouldContain("WWW-Authenticate");
            answer.Headers.Vary.ShouldContain("Origin");
            preflight.Headers.Concat(answer.Headers).Select(h => h.Key).ShouldNotContain("Access-Control-Allow-Credentials");
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://app.example.evil.example")]
    [InlineData("https://app.example:444")]
    [InlineData("http://app.example")]
    [InlineData("null")]
    public async Task XF2_another_origin_reads_nothing(string origin)
    {
        var application = await ApplicationAsync();

        foreach (var method in new[] { "OPTIONS", "POST" })
        {
            var answer = await SendAsync(method, application.Base + "/api/v1/oauth2/token", origin, "POST");
            answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task XF2_an_application_without_origins_lets_none_in_and_one_knows_nothing_of_anothers()
    {
        await ApplicationAsync();
        var other = await _platform.ApplicationAsync();

        var answer = await SendAsync("OPTIONS", other.Base + "/api/v1/oauth2/token", Listed, "POST");

        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Metadata))]
    public async Task XF2_public_metadata_is_everybodys(string path)
    {
        var application = await _platform.ApplicationAsync();
        var url = application.Base + path.Replace("{client}", application.ClientId, StringComparison.Ordinal);

        foreach (var method in new[] { "OPTIONS", "GET", "HEAD" })
        {
            var answer = await SendAsync(method, url, "https://anybody.example", "GET");
            Header(answer, "Access-Control-Allow-Origin").ShouldBe("*");
        }
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/signup")]
    [InlineData("/api/v1/logout")]
    [InlineData("/api/v1/oauth2/authorize")]
    public async Task XF2_pages_and_what_reads_the_sessions_cookie_are_nobodys_else(string path)
    {
        var tenant = await _platform.TenantAsync(await ApplicationAsync());

        foreach (var method in new[] { "OPTIONS", "GET", "POST" })
        {
            var answer = await SendAsync(method, tenant.Base + path, Listed, "GET");
            answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse(method);
        }
    }

    private async Task<SomeApplication> ApplicationAsync()
    {
        var application = await _platform.ApplicationAsync();
        await _platform.ClientAsync(application, ClientType.Native, Listed + "/callback");
        await _platform.ChangeAsync(application, async database =>
            (await database.Applications.SingleAsync(a => a.Id == application.Id)).AllowedOrigins = [Listed, AlsoListed]);
        return application;
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string url, string origin, string? asksFor = null)
    {
        using var network = new HttpMessageInvoker(_platform.Internet, disposeHandler: false);
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        if (method == "OPTIONS")
        {
            request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", asksFor);
            request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", "authorization");
        }
        return await network.SendAsync(request, CancellationToken.None);
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
