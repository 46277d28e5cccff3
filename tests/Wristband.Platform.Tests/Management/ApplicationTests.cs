using System.Net;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>/api/v1/applications/{id}</summary>
public class ApplicationTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task What_is_changed_reads_back_and_shows()
    {
        var admin = await Callers.AdminAsync(_platform);
        var path = "/applications/" + admin.Application.Id;
        (await _platform.NewBrowser().GetAsync(admin.Application.Base + "/login")).Text.ShouldNotContain("For trying out");

        var changed = (await admin.PatchAsync(path, new
        {
            displayName = "Shiny",
            signupEnabled = false,
            environmentType = "DEVELOPMENT",
            tenantClassifier = "COMPANY",
            logoUrl = "https://cdn.example/logo.png",
            loginUrl = "https://{tenant_name}.app.example/login",
            logoutUrls = new[] { "https://app.example" },
            name = admin.Application.Name,
            isMultiTenant = true,
        })).ShouldBeOk();

        changed.Body.ShouldBe((await admin.GetAsync(path)).ShouldBeOk().Body);
        changed.Value("tenantClassifier").ShouldBe("COMPANY");
        changed.Value("vanityDomain").ShouldBe(admin.Application.Authority);
        changed.Json.GetProperty("metadata").GetProperty("version").GetString().ShouldBe("2");
        var page = await _platform.NewBrowser().GetAsync(admin.Application.Base + "/login");
        page.Text.ShouldContain("Shiny");
        page.Text.ShouldContain("For trying out");
        page.Document.QuerySelector("img.logo")!.GetAttribute("src").ShouldBe("https://cdn.example/logo.png");
        page.Response.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("https://cdn.example");
        (await _platform.NewBrowser().GetAsync(admin.Application.Base + "/signup")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await admin.PatchAsync(path, new { logoUrl = (string?)null })).Json.GetProperty("logoUrl").GetString().ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"name":"another"}""", "name", "immutable")]
    [InlineData("""{"domainName":"another"}""", "domainName", "immutable")]
    [InlineData("""{"isMultiTenant":false}""", "isMultiTenant", "not_supported")]
    [InlineData("""{"displayName":null}""", "displayName", "not_blank")]
    [InlineData("""{"displayName":"1234567890123456789012345678901234567890123456789012345678901"}""", "displayName", "too_long")]
    [InlineData("""{"loginUrl":"http://app.example/login"}""", "loginUrl", "invalid_url")]
    [InlineData("""{"logoutUrls":["https://app.example/#x"]}""", "logoutUrls", "invalid_url")]
    [InlineData("""{"allowedOrigins":["https://app.example/"]}""", "allowedOrigins", "invalid_origin")]
    [InlineData("""{"logoUrl":"http://cdn.example/logo.png"}""", "logoUrl", "invalid_url")]
    [InlineData("""{"customApplicationLoginPageUrl":"https://{tenant_name}.x.example"}""", "customApplicationLoginPageUrl", "invalid_url")]
    [InlineData("""{"loginUrl":"https://{tenant_name}.com/login"}""", "loginUrl", "invalid_url")]
    [InlineData("""{"environmentType":"STAGING"}""", "environmentType", "invalid_type")]
    [InlineData("""{"hostName":"x.example"}""", "hostName", "not_allowed")]
    public async Task P47_what_breaks_a_rule_is_refused_by_name(string body, string field, string code)
    {
        var admin = await Callers.AdminAsync(_platform);

        (await admin.PatchAsync("/applications/" + admin.Application.Id, body)).ShouldViolate($"{field} {code}");
    }

    [Fact]
    public async Task Ten_addresses_to_go_to_after_logout_are_enough()
    {
        var admin = await Callers.AdminAsync(_platform);
        var path = "/applications/" + admin.Application.Id;
        var urls = Enumerable.Range(0, 11).Select(i => $"https://app{i}.example").ToList();

        (await admin.PatchAsync(path, new { logoutUrls = urls })).ShouldViolate("logoutUrls too_many");
        (await admin.PatchAsync(path, new { logoutUrls = urls.Skip(1) })).ShouldBeOk();
    }

    [Fact]
    public async Task P46_another_application_does_not_exist_and_a_tenant_manages_none()
    {
        var tenant = await _platform.TenantAsync();
        var admin = await Callers.AdminAsync(_platform, tenant.Application);
        var stranger = await _platform.ApplicationAsync();
        var owner = await Callers.OwnerAsync(_platform, tenant);

        foreach (var id in new[] { stranger.Id, ApiClient.Nobody })
        {
            (await admin.GetAsync("/applications/" + id)).ShouldBeMissing("application_not_found");
            (await admin.PatchAsync("/applications/" + id, new { displayName = "x" })).ShouldBeMissing("application_not_found");
        }
        foreach (var id in new[] { tenant.Application.Id, ApiClient.Nobody })
        {
            (await owner.GetAsync("/applications/" + id)).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await owner.PatchAsync("/applications/" + id, new { displayName = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        (await admin.GetAsync("/applications/" + tenant.Application.Id)).Value("displayName").ShouldBe(tenant.Application.Name);
    }

    [Fact]
    public async Task A_change_is_made_only_to_the_version_that_the_caller_knows()
    {
        var admin = await Callers.AdminAsync(_platform);
        var path = "/applications/" + admin.Application.Id;

        (await admin.PatchAsync(path, new { displayName = "b" }, ifMatch: "\"1\"")).ShouldBeOk();
        (await admin.PatchAsync(path, new { displayName = "c" }, ifMatch: "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }
}
