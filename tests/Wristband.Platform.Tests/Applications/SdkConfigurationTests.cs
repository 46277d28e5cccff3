using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Security;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Applications;

/// <summary>P-21 and protocol 2.1: what SDKs configure themselves from.</summary>
public class SdkConfigurationTests(SharedPlatform shared)
{
    private static readonly string[] Fields =
    [
        "loginUrl", "redirectUri", "isApplicationCustomDomainActive", "customApplicationLoginPageUrl", "loginUrlTenantDomainSuffix",
        "applicationAuthorizationRequestsEnabled",
    ];

    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task All_six_fields_are_always_there()
    {
        var application = await _platform.ApplicationAsync();

        var answer = await AskAsync(application, application.ClientId);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Json.EnumerateObject().Select(p => p.Name).ShouldBe(Fields);
        answer.Json.GetProperty("loginUrl").GetString().ShouldBe(application.LoginUrl);
        answer.Json.GetProperty("redirectUri").GetString().ShouldBe(application.RedirectUri);
        answer.Json.GetProperty("isApplicationCustomDomainActive").ValueKind.ShouldBe(JsonValueKind.False);
        answer.Json.GetProperty("customApplicationLoginPageUrl").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.Json.GetProperty("loginUrlTenantDomainSuffix").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.Json.GetProperty("applicationAuthorizationRequestsEnabled").ValueKind.ShouldBe(JsonValueKind.False);
    }

    [Theory]
    [InlineData("https://{tenant_name}.yourapp.io/auth/login", "yourapp.io")]
    [InlineData("https://{tenant_domain}.yourapp.io:8443/auth/login", "yourapp.io")]
    [InlineData("https://yourapp.io/{tenant_name}/login", null)]
    [InlineData("https://yourapp.io/auth/login", null)]
    public async Task The_suffix_is_what_follows_the_placeholder_without_port(string loginUrl, string? suffix)
    {
        var application = await _platform.ApplicationAsync(loginUrl: loginUrl);

        (await AskAsync(application, application.ClientId)).Json.GetProperty("loginUrlTenantDomainSuffix").GetString().ShouldBe(suffix);
    }

    [Fact]
    public async Task The_clients_own_login_url_wins_and_several_redirect_uris_are_none()
    {
        var application = await _platform.ApplicationAsync();
        await _platform.ChangeClientAsync(application, client =>
        {
            client.LoginUrl = "https://other.example/login";
            client.RedirectUris = [.. client.RedirectUris, "https://other.example/callback"];
        });

        var answer = await AskAsync(application, application.ClientId);

        answer.Json.GetProperty("loginUrl").GetString().ShouldBe("https://other.example/login");
        answer.Json.GetProperty("redirectUri").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("http://localhost:6001/api/auth/callback", "http://localhost:6001/api/auth/callback/", true)]
    [InlineData("http://localhost:6001/api/auth/callback", "http://localhost:6001/other/", false)]
    public async Task XF7_a_callback_with_and_without_a_final_slash_is_one_callback(string first, string second, bool isOne)
    {
        var application = await _platform.ApplicationAsync();
        await _platform.ChangeClientAsync(application, client => client.RedirectUris = [first, second]);

        var answer = await AskAsync(application, application.ClientId);

        answer.Json.GetProperty("redirectUri").GetString().ShouldBe(isOne ? first : null);
    }

    [Fact]
    public async Task What_the_application_is_set_up_with_is_told()
    {
        var application = await _platform.ApplicationAsync();
        await _platform.ChangeAsync(application, async database =>
        {
            var stored = await database.Applications.SingleAsync(a => a.Id == application.Id);
            (stored.IsCustomDomainActive, stored.AuthorizationRequestsEnabled, stored.CustomLoginPageUrl) =
                (true, true, "https://app.example/find");
        });

        var answer = (await AskAsync(application, application.ClientId)).Json;

        answer.GetProperty("isApplicationCustomDomainActive").ValueKind.ShouldBe(JsonValueKind.True);
        answer.GetProperty("applicationAuthorizationRequestsEnabled").ValueKind.ShouldBe(JsonValueKind.True);
        answer.GetProperty("customApplicationLoginPageUrl").GetString().ShouldBe("https://app.example/find");
    }

    [Fact]
    public async Task P21_unknown_disabled_and_foreign_clients_are_the_same_404()
    {
        var application = await _platform.ApplicationAsync();
        var other = await _platform.ApplicationAsync();
        var disabled = await _platform.ApplicationAsync();
        await _platform.ChangeClientAsync(disabled, client => client.Enabled = false);

        var answers = new[]
        {
            await AskAsync(application, "unknown"), await AskAsync(application, other.ClientId),
            await AskAsync(disabled, disabled.ClientId),
            await AskAsync(application, new string('x', 500)),
        };

        foreach (var answer in answers)
        {
            answer.Status.ShouldBe(HttpStatusCode.NotFound);
            answer.Json.GetProperty("type").GetString().ShouldBe("base_error");
            answer.Json.GetProperty("code").GetString().ShouldBe("not_found");
        }
    }

    [Fact]
    public async Task Credentials_are_not_needed_and_wrong_ones_do_not_hurt()
    {
        var application = await _platform.ApplicationAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, $"{application.Base}/api/v1/clients/{application.ClientId}/sdk-configuration");
        request.Headers.Authorization = RelyingParty.Basic(application.ClientId, "wrong");

        (await new RelyingParty(_platform, application).SendAsync(request)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P21_no_secret_is_told()
    {
        var application = await _platform.ApplicationAsync();

        var body = (await AskAsync(application, application.ClientId)).Body;

        body.ShouldNotContain(application.ClientSecret);
        body.ShouldNotContain(SecretToken.Hash(application.ClientSecret));
    }

    private Task<Answer> AskAsync(SomeApplication application, string clientId) =>
        new RelyingParty(_platform, application).GetAsync($"/api/v1/clients/{clientId}/sdk-configuration");
}
