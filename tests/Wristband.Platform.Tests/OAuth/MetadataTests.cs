using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>P-16, P-17, G-11 and the host matrix: what is published, and which endpoint answers where.</summary>
public class MetadataTests(SharedPlatform shared)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };
    private readonly PlatformHost _platform = shared.Host;

    /// <summary>A difference here is a decision about the protocol, not a detail: relying parties configure themselves from it.</summary>
    [Fact]
    public async Task P16_the_discovery_document_is_the_approved_one()
    {
        var tenant = await _platform.TenantAsync();
        var document = await GetAsync(tenant.Base + "/.well-known/openid-configuration");

        var text = JsonSerializer.Serialize(document.Json, Readable)
            .Replace(tenant.Authority(), "{tenant}", StringComparison.Ordinal)
            .Replace(tenant.Application.Authority, "{application}", StringComparison.Ordinal);

        text.ShouldBe(
            File.ReadAllText(Repository.Folder("tests/Wristband.Platform.Tests/OAuth/openid-configuration.approved.json")).TrimEnd());
    }

    [Fact]
    public async Task P16_application_and_tenant_hosts_name_the_issuer_that_tokens_carry()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);

        var atApplication = (await GetAsync(user.Tenant.Application.Base + "/.well-known/openid-configuration")).Json;
        var atTenant = (await GetAsync(user.Tenant.Base + "/.well-known/openid-configuration")).Json;

        var issuer = Jwt.Read((await app.SignInAsync(user)).IdToken).Claim("iss");
        atApplication.GetProperty("issuer").GetString().ShouldBe(issuer);
        atTenant.GetProperty("issuer").GetString().ShouldBe(issuer);
        atTenant.GetProperty("authorization_endpoint").GetString().ShouldBe(user.Tenant.Base + "/api/v1/oauth2/authorize");
    }

    /// <summary>X-F5: what a document names works, or is not named.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task XF5_what_the_applications_document_names_works(bool mayAuthorize)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var application = user.Tenant.Application;
        await _platform.ChangeAsync(application, async database =>
            (await database.Applications.SingleAsync(a => a.Id == application.Id)).AuthorizationRequestsEnabled = mayAuthorize);
        var app = new RelyingParty(_platform, application);

        var document = (await GetAsync(application.Base + "/.well-known/openid-configuration")).Json;

        document.TryGetProperty("authorization_endpoint", out var authorize).ShouldBe(mayAuthorize);
        if (mayAuthorize)
        {
            var request = app.AuthorizeUrl(user.Tenant).Replace(user.Tenant.Base, application.Base, StringComparison.Ordinal);
            request.ShouldStartWith(authorize.GetString()!);
            (await _platform.NewBrowser().GetOnceAsync(request)).Location!.ToString().ShouldContain("/login?client_id=");
        }
        var idToken = (await app.SignInAsync(user)).IdToken;
        var logout = await _platform.NewBrowser().GetOnceAsync(
            document.GetProperty("end_session_endpoint").GetString() + "?id_token_hint=" + idToken);
        logout.Location!.ToString().ShouldStartWith(user.Tenant.Base);
        foreach (var (name, method) in new[]
        {
            ("token_endpoint", "POST"), ("revocation_endpoint", "POST"), ("userinfo_endpoint", "GET"), ("jwks_uri", "GET"),
        })
            ((int)(await AskAsync(method, document.GetProperty(name).GetString()!)).Status).ShouldBeOneOf(200, 401);
    }

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/api/v1/oauth2/jwks")]
    public async Task P17_published_documents_may_be_kept_and_read_by_anybody(string path)
    {
        var tenant = await _platform.TenantAsync();

        var first = await GetAsync(tenant.Application.Base + path);
        var again = await GetAsync(tenant.Application.Base + path, first.Response.Headers.ETag!.ToString());

        first.Status.ShouldBe(HttpStatusCode.OK);
        first.Response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=300");
        first.Response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        first.Response.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
        first.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        again.Status.ShouldBe(HttpStatusCode.NotModified);
        again.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task P17_the_key_set_holds_public_rsa_keys_and_nothing_private()
    {
        var tenant = await _platform.TenantAsync();

        var keys = (await GetAsync(tenant.Application.Base + "/api/v1/oauth2/jwks")).Json.GetProperty("keys").EnumerateArray().ToList();

        var key = keys.ShouldHaveSingleItem();
        key.EnumerateObject().Select(p => p.Name).ShouldBe(["kty", "use", "alg", "kid", "n", "e"]);
        key.GetProperty("n").GetString()!.Length.ShouldBe(342);
        key.GetProperty("e").GetString().ShouldBe("AQAB");
    }

    [Theory]
    [InlineData("GET", "/api/v1/oauth2/jwks", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/v1/oauth2/token", HttpStatusCode.Unauthorized, HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/oauth2/userinfo", HttpStatusCode.Unauthorized, HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/v1/oauth2/revoke", HttpStatusCode.Unauthorized, HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/v1/custom-domains/validate", HttpStatusCode.BadRequest, HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/logout", HttpStatusCode.BadRequest, HttpStatusCode.Found)]
    [InlineData("GET", "/api/v1/oauth2/authorize", HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/.well-known/openid-configuration", HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Every_endpoint_answers_on_its_kind_of_host_only(
        string method, string path, HttpStatusCode atApplication, HttpStatusCode atTenant)
    {
        var tenant = await _platform.TenantAsync();

        (await AskAsync(method, tenant.Application.Base + path)).Status.ShouldBe(atApplication);
        (await AskAsync(method, tenant.Base + path)).Status.ShouldBe(atTenant);
    }

    [Theory]
    [InlineData("GET", "/api/v1/oauth2/token")]
    [InlineData("PUT", "/api/v1/oauth2/token")]
    [InlineData("GET", "/api/v1/oauth2/revoke")]
    [InlineData("DELETE", "/api/v1/oauth2/userinfo")]
    [InlineData("POST", "/api/v1/oauth2/jwks")]
    public async Task Other_methods_are_not_allowed(string method, string path)
    {
        var application = await _platform.ApplicationAsync();

        (await AskAsync(method, application.Base + path)).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("POST", "/api/v1/oauth2/token")]
    [InlineData("GET", "/api/v1/oauth2/userinfo")]
    [InlineData("POST", "/api/v1/oauth2/revoke")]
    public async Task G11_other_origins_cannot_read_the_rest(string method, string path)
    {
        var application = await _platform.ApplicationAsync();
        var request = new HttpRequestMessage(new HttpMethod(method), application.Base + path);
        request.Headers.Add("Origin", "https://evil.example");

        var answer = await new RelyingParty(_platform, application).SendAsync(request);

        answer.Response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    private Task<Answer> GetAsync(string url, string? knownTag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (knownTag is not null) request.Headers.Add("If-None-Match", knownTag);
        return SendAsync(request);
    }

    private Task<Answer> AskAsync(string method, string url)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (method == "POST") request.Content = new FormUrlEncodedContent([]);
        return SendAsync(request);
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var network = new HttpMessageInvoker(_platform.Internet, disposeHandler: false);
        var response = await network.SendAsync(request, CancellationToken.None);
        return new Answer(response, await response.Content.ReadAsStringAsync());
    }
}

file static class Authorities
{
    public static string Authority(this SomeTenant tenant) => $"{tenant.HostName}:{The.Port}";
}
