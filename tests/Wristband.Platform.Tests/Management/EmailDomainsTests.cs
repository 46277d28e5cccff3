using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>What the domains of a tenant do: who may sign up, and whom the discovery page leads there.</summary>
public class EmailDomainsTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task Only_addresses_of_the_allowed_domains_sign_up()
    {
        var tenant = await _platform.TenantAsync();
        var admin = await ApiClient.AdminAsync(_platform, tenant.Application);
        await admin.PatchAsync(
            "/tenants/" + tenant.Id, new { signupEnabled = true, allowedSignupEmailDomains = new[] { "acme.example", "bücher.example" } });
        var known = await _platform.UserAsync(tenant, $"{Some.Name("u")}@elsewhere.example");

        foreach (var email in new[] { $"{Some.Name("u")}@Acme.Example", $"{Some.Name("u")}@bücher.example" })
            (await JoinAsync(tenant, email)).Url.AbsolutePath.ShouldBe("/check-mail");
        foreach (var email in new[] { $"{Some.Name("u")}@elsewhere.example", $"{Some.Name("u")}@sub.acme.example", known.Email })
        {
            var refused = await JoinAsync(tenant, email);
            refused.Status.ShouldBe(HttpStatusCode.BadRequest);
            refused.Text.ShouldContain("only takes addresses of its own organization");
            (await _platform.Mailbox.ToAsync(email)).ShouldBeEmpty();
        }
        (await _platform.ReadAsync(tenant.Application.Id, db => db.Users.CountAsync(u => u.TenantId == tenant.Id))).ShouldBe(3);

        await admin.PatchAsync("/tenants/" + tenant.Id, new { allowedSignupEmailDomains = Array.Empty<string>() });
        (await JoinAsync(tenant, $"{Some.Name("u")}@elsewhere.example")).Url.AbsolutePath.ShouldBe("/check-mail");
    }

    [Fact]
    public async Task An_address_of_a_discovery_domain_leads_to_the_tenant()
    {
        var (tenant, other) = await TwoAsync();
        var admin = await ApiClient.AdminAsync(_platform, tenant.Application);
        (await admin.PatchAsync("/tenants/" + tenant.Id, new { discoveryEmailDomains = new[] { "acme.example" } }))
            .Expect(HttpStatusCode.OK);
        var elsewhere = await _platform.UserAsync(other, $"{Some.Name("u")}@acme.example");

        (await DiscoverAsync(tenant.Application, "somebody@ACME.example")).Location!.Query.ShouldContain($"tenant_name={tenant.Name}&");
        (await DiscoverAsync(tenant.Application, elsewhere.Email)).Location!.Query.ShouldContain($"tenant_name={other.Name}&");
        (await DiscoverAsync(tenant.Application, "somebody@sub.acme.example")).Location!.AbsolutePath.ShouldBe("/login/check-mail");

        (await admin.PatchAsync("/tenants/" + other.Id, new { discoveryEmailDomains = new[] { "x.example", "acme.example" } }))
            .ShouldViolate("discoveryEmailDomains not_unique");
        await admin.PatchAsync("/tenants/" + tenant.Id, new { status = "INACTIVE" });
        (await DiscoverAsync(tenant.Application, "somebody@acme.example")).Location!.AbsolutePath.ShouldBe("/login/check-mail");
    }

    [Fact]
    public async Task P32_an_application_that_answers_by_mail_only_does_so_for_domains()
    {
        var tenant = await _platform.TenantAsync();
        await _platform.ChangeAsync(tenant.Application, async db =>
            (await db.Applications.SingleAsync(a => a.Id == tenant.Application.Id)).DiscoveryByMailOnly = true);
        var admin = await ApiClient.AdminAsync(_platform, tenant.Application);
        var domain = $"{Some.Name("d")}.example";
        await admin.PatchAsync("/tenants/" + tenant.Id, new { discoveryEmailDomains = new[] { domain } });

        (await DiscoverAsync(tenant.Application, $"new@{domain}")).Location!.AbsolutePath.ShouldBe("/login/check-mail");

        var list = await _platform.NewBrowser().GetAsync((await _platform.Mailbox.LastToAsync($"new@{domain}")).Link);
        list.Text.ShouldContain(tenant.Name + " Inc.");
    }

    private async Task<(SomeTenant, SomeTenant)> TwoAsync()
    {
        var application = await _platform.ApplicationAsync();
        return (await _platform.TenantAsync(application), await _platform.TenantAsync(application));
    }

    private async Task<Page> JoinAsync(SomeTenant tenant, string email)
    {
        var browser = _platform.NewBrowser();
        return await browser.SubmitAsync(
            await browser.GetAsync($"{tenant.Base}/signup"), "#signup",
            new Dictionary<string, string> { ["given_name"] = "Jo", ["family_name"] = "Joiner", ["email"] = email });
    }

    private async Task<Page> DiscoverAsync(SomeApplication application, string who)
    {
        var browser = _platform.NewBrowser();
        return await browser.SubmitAsync(
            await browser.GetAsync($"{application.Base}/login"), "#discovery", new Dictionary<string, string> { ["who"] = who },
            follow: false);
    }
}
