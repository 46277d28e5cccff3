using System.Net;
using Microsoft.Extensions.Options;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>DM-01: secure unless somebody says otherwise, and nothing secret in the source.</summary>
public class DemoSettingsTests(SharedDemo shared)
{
    [Fact]
    public async Task DM01_outside_Development_the_demo_does_not_start_with_development_settings()
    {
        var start = () => DemoHost.StartAsync(shared.Platform, shared.Host.Application, environment: "Production");

        var problems = (await start.ShouldThrowAsync<OptionsValidationException>()).Failures;

        problems.ShouldContain(p => p.StartsWith("WB1003"), "http is for Development");
        problems.ShouldContain(p => p.StartsWith("WB1020"), "the keys of session cookies have to be given");
    }

    [Fact]
    public async Task A_demo_without_its_tables_is_alive_and_not_ready()
    {
        await using var demo = await DemoHost.StartAsync(
            shared.Platform, shared.Host.Application, new Dictionary<string, string?> { ["Demo:MigrateAtStart"] = "false" });
        var browser = demo.NewBrowser();

        (await browser.GetAsync(DemoHost.Url + "/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync(DemoHost.Url + "/health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public void DM01_the_settings_in_the_source_hold_no_secret_and_no_wildcard()
    {
        var settings = File.ReadAllText(Repository.Folder("src/Wristband.DemoApp/appsettings.json"));

        settings.ShouldNotContain("Secret", Case.Insensitive);
        settings.ShouldContain("\"AllowedHosts\": \"localhost;*.localhost\"");
        Directory.GetFiles(Repository.Folder("src/Wristband.DemoApp"), "appsettings*.json").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task DM01_over_https_the_session_cookie_is_bound_to_its_host()
    {
        const string secureDemo = "https://localhost:6001";
        var application = await shared.Platform.ApplicationAsync($"{secureDemo}/api/auth/login", $"{secureDemo}/api/auth/callback");
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(application));
        await using var demo = await DemoHost.StartAsync(shared.Platform, application);
        var browser = demo.NewBrowser();
        await shared.Platform.SignInAsync(browser, user);

        var home = await browser.GetAsync($"{secureDemo}/api/auth/login?tenant_name={user.Tenant.Name}");

        home.Text.ShouldContain("Hello, Given");
        var line = browser.Cookies.RawOf(new Uri(secureDemo), "__Host-session").ShouldNotBeNull().ToLowerInvariant();
        line.ShouldContain("; secure");
        line.ShouldContain("; httponly");
        line.ShouldContain("; samesite=lax");
    }
}
