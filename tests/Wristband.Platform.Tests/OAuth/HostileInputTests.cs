using System.Text;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>G-02, G-03, D-40, D-41: whatever somebody sends, the answer is theirs to fix and tells nothing about us.</summary>
public class HostileInputTests(SharedPlatform shared)
{
    private static readonly string[] Values =
    [
        "", " ", "\0", "\r\nSet-Cookie: a=b", "%00", "%", "%zz", "{}", "[]", "null", "true", "-1", "1e999", "../../etc/passwd",
        "' OR 1=1 --", "<script>alert(1)</script>",
        "\ud83d\ude00", "\u202e\u0000\uffff", new string('a', 5000), "a b+c&d=e", "{tenant_name}", "http://", "//evil.example",
        "\\\\evil.example", "urn:x:y", "..", "a.b.c", "a.b.c.d.e",
    ];

    private readonly PlatformHost _platform = shared.Host;

    public static TheoryData<string> AuthorizeParameters =>
    [
        "client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
        "prompt", "max_age", "login_hint", "idp_hint", "id_token_hint", "request", "request_uri", "claims", "resource", "audience", "req",
        "unknown",
    ];

    [Theory]
    [MemberData(nameof(AuthorizeParameters))]
    public async Task D40_authorize_survives_any_value_of_any_parameter(string parameter)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);

        foreach (var value in Values)
        {
            var page = await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant, (parameter, value)));

            ((int)page.Status).ShouldBeLessThan(500, $"{parameter}={value}");
            if (page.Location is { } location) Allowed(user, location).ShouldBeTrue($"{parameter}={value} leads to {location}");
            page.Body.ShouldNotContain("<script>alert(1)</script>");
            page.Response.Headers.Contains("Set-Cookie2").ShouldBeFalse();
        }
    }

    public static TheoryData<string> TokenParameters =>
    [
        "grant_type", "code", "redirect_uri", "code_verifier", "client_id", "client_secret", "refresh_token", "scope", "client_assertion",
        "client_assertion_type",
        "resource", "audience", "unknown",
    ];

    [Theory]
    [MemberData(nameof(TokenParameters))]
    public async Task D41_token_survives_any_value_of_any_field(string parameter)
    {
        var application = await _platform.ApplicationAsync();
        var app = new RelyingParty(_platform, application);

        foreach (var grant in new[] { "authorization_code", "refresh_token", "client_credentials" })
        {
            foreach (var value in Values)
            {
                var answer = await app.TokenAsync(
                    ("grant_type", grant), ("code", "x"), ("redirect_uri", app.RedirectUri), ("code_verifier", RelyingParty.Verifier),
                    ("refresh_token", "x"), (parameter, value));

                ((int)answer.Status).ShouldBeInRange(400, 499, $"{grant} {parameter}={value}");
                answer.Error.ShouldNotBeNullOrEmpty();
                answer.Body.ShouldNotContain("Exception");
                answer.Body.ShouldNotContain("openiddict", Case.Insensitive);
            }
        }
    }

    public static TheoryData<string, string> Bodies => new()
    {
        { "application/json", """{"grant_type":"client_credentials"}""" },
        { "application/json", "null" },
        { "text/plain", "grant_type=client_credentials" },
        { "multipart/form-data", "x" },
        { "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_credentials" },
        { "application/x-www-form-urlencoded; charset=utf-7", "grant_type=client_credentials" },
        { "application/x-www-form-urlencoded; charset=nonsense", "grant_type=client_credentials" },
        { "application/x-www-form-urlencodedwrong", "grant_type=client_credentials" },
        { "application/x-www-form-urlencoded", "" },
        { "application/x-www-form-urlencoded", "&&&===&&" },
        { "application/x-www-form-urlencoded", "%" },
        { "application/x-www-form-urlencoded", "grant_type=%ff%fe" },
        { "application/x-www-form-urlencoded", "grant_type=client_credentials&grant_type=client_credentials" },
        { "application/x-www-form-urlencoded", "client_id=a&client_id=b&grant_type=client_credentials" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task D41_server_endpoints_survive_any_body(string contentType, string body)
    {
        var application = await _platform.ApplicationAsync();

        foreach (var path in new[] { "/api/v1/oauth2/token", "/api/v1/oauth2/revoke", "/api/v1/oauth2/userinfo",
            "/api/v1/custom-domains/validate" })
        {
            var answer = await PostAsync(application, path, contentType, Encoding.UTF8.GetBytes(body));

            ((int)answer.Status).ShouldBeInRange(400, 499, path);
        }
    }

    [Fact]
    public async Task G03_too_many_fields_and_too_long_ones_are_refused()
    {
        var application = await _platform.ApplicationAsync();
        var many = string.Join('&', Enumerable.Range(0, 200).Select(i => $"f{i}=1"));
        var longKey = new string('k', 5000) + "=1";
        var longValue = "code=" + new string('v', 20000);

        foreach (var body in new[] { many, longKey, longValue })
        {
            var answer = await PostAsync(
                application, "/api/v1/oauth2/token", "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes("grant_type=x&" + body));

            ((int)answer.Status).ShouldBeInRange(400, 499);
        }
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic =====")]
    [InlineData("Basic AAAA")]
    [InlineData("Basic Og==")]
    [InlineData("Basic OjEyMw==")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a b c")]
    [InlineData("Digest username=\"x\"")]
    [InlineData("\u0001\u0002")]
    public async Task D44_any_authorization_header_is_survived(string header)
    {
        var application = await _platform.ApplicationAsync();

        foreach (var (method, path) in new[] { ("POST", "/api/v1/oauth2/token"), ("POST", "/api/v1/oauth2/revoke"),
            ("GET", "/api/v1/oauth2/userinfo") })
        {
            var request = new HttpRequestMessage(new HttpMethod(method), application.Base + path);
            request.Headers.TryAddWithoutValidation("Authorization", header);
            if (method == "POST")
            {
                request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["token"] = "x",
                    ["client_id"] = application.ClientId,
                });
            }

            ((int)(await new RelyingParty(_platform, application).SendAsync(request)).Status).ShouldBeInRange(400, 499, path);
        }
    }

    private Task<Answer> PostAsync(SomeApplication application, string path, string contentType, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        var request = new HttpRequestMessage(HttpMethod.Post, application.Base + path) { Content = content };
        request.Headers.Authorization = RelyingParty.Basic(application.ClientId, application.ClientSecret);
        return new RelyingParty(_platform, application).SendAsync(request);
    }

    private static bool Allowed(SomeUser user, Uri location) =>
        location.GetLeftPart(UriPartial.Path) == user.Tenant.Application.RedirectUri
        || location.GetLeftPart(UriPartial.Path) == user.Tenant.Application.LoginUrl
        || location.GetLeftPart(UriPartial.Path) == user.Tenant.Base + "/login";
}
