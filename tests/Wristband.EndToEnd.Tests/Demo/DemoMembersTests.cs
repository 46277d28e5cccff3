using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Members;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>The application's own members: made at sign-in, grouped by role, apart by tenant.</summary>
public class DemoMembersTests(SharedDemo shared)
{
    private const string Admin = DemoHost.Url + "/admin";

    [Fact]
    public async Task An_owner_sees_everybody_who_has_signed_in_to_their_tenant()
    {
        var tenant = await shared.Platform.TenantAsync(shared.Host.Application);
        var owner = await shared.Platform.UserAsync(tenant, role: "owner");
        var viewer = await shared.Platform.UserAsync(tenant);
        await shared.SignInAsync(viewer);
        var browser = await shared.SignInAsync(owner);
        // Signing in again updates the row and makes no second one.
        await shared.SignInAsync(viewer);

        var page = await browser.GetAsync(Admin);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelector("h2")!.TextContent.ShouldBe("2 members");
        var rows = page.Document.QuerySelectorAll("tbody tr")
            .Select(r =>
                string.Join('|', r.Children.Select(
                    c => string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))).ToList();
        rows.ShouldBe(
            [$"Given Family you|{owner.Email}|Owners|2026-01-15 09:30 UTC", $"Given Family|{viewer.Email}|Viewers|2026-01-15 09:30 UTC"],
            ignoreOrder: true);
        ContentRules.Violations(page.Document).ShouldBeEmpty("G-06");
    }

    [Fact]
    public async Task A_viewer_gets_a_clear_refusal_and_no_redirect()
    {
        var browser = await shared.MemberAsync("viewer");

        var page = await browser.GetAsync(Admin);

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Url.ShouldBe(new Uri(Admin));
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("This is not open to you");
        page.Text.ShouldContain("Ask an owner");
    }

    [Fact]
    public async Task DM05_an_owner_of_one_tenant_is_nobody_in_another()
    {
        var email = $"{Some.Name("two")}@example.com";
        var (first, second) =
            (await shared.Platform.TenantAsync(shared.Host.Application), await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = await shared.SignInAsync(await shared.Platform.UserAsync(first, email, "owner"));
        var asOwner = await browser.GetAsync(Admin);
        await shared.SignInAsync(await shared.Platform.UserAsync(second, email, "viewer"), browser: browser);

        var asViewer = await browser.GetAsync(Admin);

        asOwner.Status.ShouldBe(HttpStatusCode.OK);
        asOwner.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1, "other tenants' members are not there");
        asViewer.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("Owners", "app:demo:owner")]
    [InlineData("Owners", "app:demo:viewer", "app:demo:owner")]
    [InlineData("Viewers", "app:demo:viewer")]
    [InlineData("Viewers")]
    [InlineData("Viewers", "tenant:acme:owner")]
    [InlineData("Viewers", "owner")]
    [InlineData("Viewers", "app::owner")]
    [InlineData("Viewers", "app:demo:sub:owner")]
    [InlineData("Viewers", "app:demo:Owner")]
    public void Only_the_applications_own_owner_role_makes_an_owner(string group, params string[] roles) =>
        Groups.Of(roles).ShouldBe(group);

    [Theory]
    [InlineData(true, "Viewers", "notes:read")]
    [InlineData(true, "Owners", "notes:write", "notes:delete")]
    [InlineData(false, "Viewers", "notes:write", "notes:delete")]
    [InlineData(false, "Viewers", "notes:delete", "notes:write")]
    [InlineData(false, null, "notes:read")]
    [InlineData(false, "Somebody", "notes:read")]
    public void DM04_every_required_permission_has_to_be_there(bool allowed, string? group, params string[] required) =>
        Permissions.Allow(group, required).ShouldBe(allowed);

    [Fact]
    public async Task DM02_without_a_tenant_no_row_is_seen_and_none_is_written()
    {
        await shared.MemberAsync();
        await using var scope = shared.Host.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<DemoDbContext>();

        (await database.Members.CountAsync()).ShouldBe(0);
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter("mine");
        database.Add(new Member { TenantId = "theirs", UserId = "u", Name = "n", Group = Groups.Viewers });
        (await Should.ThrowAsync<InvalidOperationException>(() => database.SaveChangesAsync())).Message.ShouldContain("another tenant");
    }

    [Fact]
    public async Task Two_first_sign_ins_at_once_make_one_member()
    {
        var owner = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application), role: "owner");

        var browsers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shared.SignInAsync(owner)));

        var page = await browsers[0].GetAsync(Admin);
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("/admin/login", "/api/auth/login?return_url=%2Fadmin")]
    [InlineData("/admin/logout", "/api/auth/logout")]
    public async Task The_admin_areas_own_doors_lead_to_the_one_login(string door, string target)
    {
        var answer = await shared.Host.NewBrowser().GetOnceAsync(DemoHost.Url + door);

        answer.Status.ShouldBe(HttpStatusCode.Found);
        answer.Location!.PathAndQuery.ShouldBe(target);
    }

    [Fact]
    public async Task A_guest_who_opens_the_admin_area_signs_in_and_lands_there()
    {
        var owner = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application), role: "owner");
        var browser = shared.Host.NewBrowser();

        var asked = await browser.GetOnceAsync(Admin);
        await shared.Platform.SignInAsync(browser, owner);
        var page = await browser.GetAsync($"{asked.Location}&tenant_name={owner.Tenant.Name}");

        page.Url.ShouldBe(new Uri(Admin));
        page.Status.ShouldBe(HttpStatusCode.OK);
    }
}
