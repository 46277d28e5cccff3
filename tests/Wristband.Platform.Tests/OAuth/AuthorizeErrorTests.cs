using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Hosting;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>X-D13, X-E2: authorize requests that cannot be answered end on a page that says why.</summary>
public class AuthorizeErrorTests(SharedPlatform shared)
{
    private const string Elsewhere = "http://localhost:5000/api/auth/callback";
    private readonly PlatformHost _platform = shared.Host;

    [Theory]
    [InlineData("GET", "?req=x")]
    [InlineData("POST", "?req=x")]
    [InlineData("GET", "?req=")]
    [InlineData("GET", "?req=x&req=y")]
    [InlineData("GET", "?req={waiting}")]
    public async Task XD13_a_request_that_waits_belongs_to_a_tenants_host(string method, string query)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var browser = _platform.NewBrowser();
        var login = await browser.GetOnceAsync(new RelyingParty(_platform, user.Tenant.Application).AuthorizeUrl(user.Tenant));
        var waiting = QueryHelpers.ParseQuery(login.Location!.ToString().Split('?')[1])["req"].ToString();

        var answer = await browser.SendRawAsync(
            new HttpMethod(method),
            user.Tenant.Application.Base + "/api/v1/oauth2/authorize" + query.Replace("{waiting}", waiting, StringComparison.Ordinal),
            new Dictionary<string, string?> { ["Accept"] = "text/html" });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("This sign-in link does not work");
    }

    [Fact]
    public async Task XE2_in_development_the_page_names_the_address_that_is_not_registered_and_where_to_register_it()
    {
        var tenant = await _platform.TenantAsync();

        var page = await OpenAsync(_platform, tenant, ("redirect_uri", Elsewhere));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain(Elsewhere);
        page.Text.ShouldContain(tenant.Application.RedirectUri);
        page.Text.ShouldContain("'web'");
        page.Text.ShouldContain("redirectUris");
        page.Text.ShouldContain("Platform:SeedFile");
    }

    [Fact]
    public async Task XE2_a_missing_one_is_told_what_there_is()
    {
        var tenant = await _platform.TenantAsync();
        var client = await _platform.ClientAsync(
            tenant.Application, ClientType.BackendServer, "https://a.example/callback", "https://b.example/callback");

        var page = await OpenAsync(_platform, tenant, ("client_id", client.Id), ("redirect_uri", null));

        page.Text.ShouldContain("https://a.example/callback");
        page.Text.ShouldContain("https://b.example/callback");
    }

    [Theory]
    [InlineData("https://evil.example/<script>alert(1)</script>")]
    [InlineData("javascript:alert(1)")]
    [InlineData("x\r\ny‮z")]
    public async Task XE2_what_somebody_sent_is_shown_as_text(string uri)
    {
        var page = await OpenAsync(_platform, await _platform.TenantAsync(), ("redirect_uri", uri));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Document.QuerySelectorAll("script:not([src])").ShouldBeEmpty();
        page.Body.ShouldNotContain("<script>alert");
        page.Body.ShouldNotContain("‮");
        page.Document.QuerySelectorAll("a[href*='evil'], a[href*='javascript']").ShouldBeEmpty();
    }

    [Fact]
    public async Task XE2_outside_development_it_names_neither()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Platform:PublicOrigins:0"] = "https://*:6443",
            ["Platform:MailboxHost"] = null,
            ["Platform:Smtp:Host"] = "mail.example",
            ["Platform:Smtp:User"] = "platform",
            ["Platform:Smtp:Password"] = "only for this test",
            ["Platform:Smtp:From"] = "no-reply@mail.example",
            ["Platform:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        await using var platform = await PlatformHost.StartAsync(settings, builder =>
        {
            foreach (var environment in builder.Services.Select(service => service.ImplementationInstance).OfType<IHostEnvironment>())
                environment.EnvironmentName = Environments.Production;
        });
        var tenant = await platform.TenantAsync();
        var url = new RelyingParty(platform, tenant.Application).AuthorizeUrl(tenant, ("redirect_uri", Elsewhere));

        var page = await platform.NewBrowser().GetOnceAsync(
            url.Replace(tenant.Base, $"https://{tenant.HostName}:6443", StringComparison.Ordinal));

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text.ShouldContain("not registered");
        page.Text.ShouldNotContain("localhost:5000");
        page.Text.ShouldNotContain(tenant.Application.RedirectUri);
    }

    private static Task<Page> OpenAsync(PlatformHost platform, SomeTenant tenant, params (string, string?)[] changes) =>
        platform.NewBrowser().GetOnceAsync(new RelyingParty(platform, tenant.Application).AuthorizeUrl(tenant, changes));
}
