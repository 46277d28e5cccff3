using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Roles;
using Wristband.Platform.Tenants;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Tenants;

/// <summary>P-01, P-45, G-09</summary>
public class TenantResolutionTests(SharedPlatform shared)
{
    [Theory]
    [InlineData("http://nobody.dev.localhost:6002/login")]
    [InlineData("http://nobody-nothing.dev.localhost:6002/login")]
    public async Task P01_an_unknown_host_is_not_served(string url)
    {
        var page = await shared.Host.NewBrowser().GetAsync(url);

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Text.ShouldContain("WB2020");
    }

    [Fact]
    public async Task XB12_an_unknown_host_shows_a_page_to_people_and_a_line_to_programs()
    {
        const string Nobody = "http://nobody.dev.localhost:6002";
        var browser = shared.Host.NewBrowser();

        var page = await browser.GetAsync(Nobody + "/login");
        using var line = await browser.FetchAsync(HttpMethod.Get, Nobody + "/api/v1/oauth2/authorize");

        page.Document.QuerySelector("main.card h1")!.TextContent.ShouldBe("Nothing is here");
        var style = page.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        (await browser.GetAsync(new Uri(page.Url, style).AbsoluteUri)).Status.ShouldBe(HttpStatusCode.OK);
        line.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await line.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldStartWith("WB2020");
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/api/v1/logout?client_id={0}")]
    [InlineData("/")]
    [InlineData("/anything")]
    public async Task XB12_a_workspace_that_was_closed_says_so_and_leads_to_the_others(string path)
    {
        var tenant = await shared.Host.TenantAsync();
        await shared.Host.ChangeAsync(
            tenant, async db => (await db.Tenants.SingleAsync(t => t.Id == tenant.Id)).Status = TenantStatus.Inactive);

        var page = await shared.Host.NewBrowser().GetAsync(
            tenant.Base + string.Format(System.Globalization.CultureInfo.InvariantCulture, path, tenant.Application.ClientId));

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Text.ShouldContain("This workspace is closed");
        page.Document.QuerySelector("a.button")!.GetAttribute("href").ShouldBe(tenant.Application.Base + "/login");
    }

    [Fact]
    public async Task XB12_the_root_of_every_host_leads_to_the_login()
    {
        var tenant = await shared.Host.TenantAsync();

        foreach (var host in new[] { tenant.Base, tenant.Application.Base })
            (await shared.Host.NewBrowser().GetOnceAsync(host)).Location!.AbsoluteUri.ShouldBe(host + "/login");
    }

    [Fact]
    public async Task XF9_the_name_of_the_application_leads_there_on_every_page()
    {
        var tenant = await shared.Host.TenantAsync();
        var browser = shared.Host.NewBrowser();
        foreach (var url in new[] { tenant.Base + "/login", tenant.Base + "/forgot-password", tenant.Base + "/nothing" })
        {
            var page = await browser.GetAsync(url);

            var link = page.Document.QuerySelector(".application a")!;
            link.TextContent.ShouldBe(tenant.Application.Name);
            var target = await browser.GetOnceAsync(new Uri(page.Url, link.GetAttribute("href")).AbsoluteUri);
            target.Location!.AbsoluteUri.ShouldStartWith($"{tenant.Application.LoginUrl}?tenant_name={tenant.Name}");
        }
        (await browser.GetOnceAsync(tenant.Application.Base + "/login/application")).Location!.AbsoluteUri
            .ShouldBe(tenant.Application.LoginUrl);
    }

    [Fact]
    public async Task G09_a_known_host_on_a_port_that_is_not_public_is_not_served()
    {
        var tenant = await shared.Host.TenantAsync();

        var page = await shared.Host.NewBrowser().GetAsync($"http://{tenant.HostName}:7777/login");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Probes_are_answered_on_any_host(string path)
    {
        var page = await shared.Host.NewBrowser().GetAsync("http://anything.dev.localhost" + path);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldBe("Healthy");
    }

    [Fact]
    public async Task P45_without_a_scope_tenant_owned_tables_look_empty_and_refuse_writes()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        await using var unit = shared.Host.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();

        (await database.Users.CountAsync(u => u.Id == user.Id, TestContext.Current.CancellationToken)).ShouldBe(0);

        database.Add(
            new UserRole { TenantId = user.Tenant.Id, ApplicationId = user.Tenant.Application.Id, UserId = user.Id, RoleId = Ids.New() });
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => database.SaveChangesAsync());
        refused.Message.ShouldStartWith("WB2010");
    }

    [Fact]
    public async Task P45_one_tenants_scope_does_not_see_another_tenants_rows()
    {
        var application = await shared.Host.ApplicationAsync();
        var here = await shared.Host.TenantAsync(application);
        var there = await shared.Host.UserAsync(await shared.Host.TenantAsync(application));
        await using var unit = shared.Host.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterTenant(here.Id, application.Id);

        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();

        (await database.Users.CountAsync(u => u.Id == there.Id, TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task P45_roles_audit_mails_and_notices_look_empty_without_a_scope_and_refuse_writes()
    {
        var application = await shared.Host.ApplicationAsync();
        var tenant = await shared.Host.TenantAsync(application);
        await shared.Host.ChangeAsync(application, database => Task.FromResult(database.Add(Event(application, tenantId: null))));

        (await CountsAsync(_ => { }, application)).ShouldBe((0, 0));
        (await CountsAsync(scope => scope.EnterTenant(tenant.Id, application.Id), application)).ShouldBe((2, 0));
        (await CountsAsync(scope => scope.EnterTenant("another", "other"), application)).ShouldBe((0, 0));
        (await CountsAsync(scope => scope.EnterApplication("other"), application)).ShouldBe((0, 0));
        (await CountsAsync(scope => scope.EnterApplication(application.Id), application)).ShouldBe((2, 1));

        await using var unit = shared.Host.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterTenant(tenant.Id, application.Id);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        database.Add(Event(application, tenantId: null));
        (await Should.ThrowAsync<InvalidOperationException>(() => database.SaveChangesAsync())).Message.ShouldStartWith("WB2010");
        database.ChangeTracker.Clear();
        database.Add(Event(application, tenantId: "another"));
        (await Should.ThrowAsync<InvalidOperationException>(() => database.SaveChangesAsync())).Message.ShouldStartWith("WB2010");
    }

    [Fact]
    public async Task P45_who_works_for_every_application_sees_its_mails_and_nobodys_people()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        await shared.Host.ChangeAsync(
            user.Tenant.Application, database => Task.FromResult(database.Add(Event(user.Tenant.Application, user.Tenant.Id))));
        await using var unit = shared.Host.Services.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterEveryApplication();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();

        (await database.AuditEvents.CountAsync(e => e.TenantId == user.Tenant.Id)).ShouldBe(1);
        (await database.Users.AnyAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task P01_a_composed_host_name_cannot_be_owned_twice()
    {
        // "x-y" + "app" and "x" + "y-app" compose the same host.
        var name = Some.Name("dup");
        var application = await shared.Host.ApplicationAsync(hostName: $"{name}.{PlatformHost.BaseDomain}");
        var other = await shared.Host.ApplicationAsync(hostName: $"yyy-{name}.{PlatformHost.BaseDomain}");
        await shared.Host.TenantAsync(application, "xxx-yyy");

        await Should.ThrowAsync<DbUpdateException>(() => shared.Host.TenantAsync(other, "xxx"));
    }

    private async Task<(int Roles, int Events)> CountsAsync(Action<TenantScope> enter, SomeApplication application)
    {
        await using var unit = shared.Host.Services.CreateAsyncScope();
        enter(unit.ServiceProvider.GetRequiredService<TenantScope>());
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        // Beside those that every application has.
        return (await database.Roles.CountAsync(r => r.ApplicationId == application.Id && r.Type == RoleType.Custom),
            await database.AuditEvents.CountAsync(e => e.ApplicationId == application.Id));
    }

    private static AuditEvent Event(SomeApplication application, string? tenantId) =>
        new() { At = DateTimeOffset.UnixEpoch, ApplicationId = application.Id, TenantId = tenantId, Type = "some.event" };
}
