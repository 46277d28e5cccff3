using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Background;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>P-42: a tenant that is closed or deleted is over at once, and nobody gets its address for a while.</summary>
public class TenantEndTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P42_a_closed_tenant_is_over_for_everybody_in_it_and_opens_again_for_new_sign_ins()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var admin = await ApiClient.AdminAsync(_platform, user.Tenant.Application);
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var code = await app.CodeAsync(user);
        var browser = _platform.NewBrowser();
        await _platform.SignInAsync(browser, user);
        var path = "/tenants/" + user.Tenant.Id;

        var closed = (await admin.PatchAsync(path, new { status = "INACTIVE" })).Expect(HttpStatusCode.OK);

        closed.Text("status").ShouldBe("INACTIVE");
        closed.GetProperty("metadata").Text("deactivationTime").ShouldNotBeNull();
        (await _platform.NewBrowser().GetAsync(user.Tenant.Base + "/login")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");

        (await admin.PatchAsync(path, new { status = "ACTIVE" })).Json.Text("status").ShouldBe("ACTIVE");
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await browser.GetOnceAsync(app.AuthorizeUrl(user.Tenant))).Location!.AbsolutePath.ShouldBe("/login");
        (await app.SignInAsync(user)).AccessToken.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task P42_a_deleted_tenant_leaves_nothing_but_its_audit_log()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var (tenant, application) = (user.Tenant, user.Tenant.Application);
        var domain = await _platform.CustomDomainAsync(tenant);
        var admin = await ApiClient.AdminAsync(_platform, application);
        var machine = await OwnMachineAsync(tenant);
        var app = new RelyingParty(_platform, application);
        var tokens = await app.SignInAsync(user);
        (await _platform.NewBrowser().GetAsync(tenant.Base + "/login")).Status.ShouldBe(HttpStatusCode.OK);

        (await admin.DeleteAsync("/tenants/" + tenant.Id)).Expect(HttpStatusCode.NoContent);

        (await admin.GetAsync("/tenants/" + tenant.Id)).Code().ShouldBe("tenant_not_found");
        (await admin.GetAsync("/users/" + user.Id)).Code().ShouldBe("user_not_found");
        (await admin.DeleteAsync("/tenants/" + tenant.Id)).Code().ShouldBe("tenant_not_found");
        foreach (var host in new[] { tenant.HostName, domain })
            (await _platform.NewBrowser().GetAsync($"http://{host}:6002/login")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await machine.TokenAsync(("grant_type", "client_credentials"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await _platform.ReadAsync(application.Id, db => db.UserRoles.CountAsync(r => r.TenantId == tenant.Id))).ShouldBe(0);
        var deleted = (await _platform.AuditAsync(tenant)).Single(e => e.Type == "tenant.deleted");
        deleted.Before!.ShouldContain(tenant.Name);
        deleted.After.ShouldBeNull();
    }

    [Fact]
    public async Task P42_applications_hear_of_the_end()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.ChangeClientAsync(user.Tenant.Application, c => c.BackchannelLogoutUri = "https://never.invalid/logout");
        var admin = await ApiClient.AdminAsync(_platform, user.Tenant.Application);
        await new RelyingParty(_platform, user.Tenant.Application).SignInAsync(user);

        await admin.DeleteAsync("/tenants/" + user.Tenant.Id);

        (await _platform.ReadAsync(user.Tenant.Application.Id, db => db.LogoutNotices.CountAsync(n => n.UserId == user.Id))).ShouldBe(1);
    }

    [Fact]
    public async Task P42_the_name_rests_for_ninety_days()
    {
        await using var platform = await PlatformHost.StartAsync();
        var tenant = await platform.TenantAsync(name: "acme");
        var again = new { name = "acme", displayName = "Another Acme" };
        (await (await ApiClient.AdminAsync(platform, tenant.Application)).DeleteAsync("/tenants/" + tenant.Id))
            .Expect(HttpStatusCode.NoContent);

        platform.Time.Advance(TimeSpan.FromDays(89));
        (await (await ApiClient.AdminAsync(platform, tenant.Application)).PostAsync("/tenants", again)).ShouldViolate("name not_unique");
        platform.Time.Advance(TimeSpan.FromDays(2));
        var made = (await (await ApiClient.AdminAsync(platform, tenant.Application)).PostAsync("/tenants", again))
            .Expect(HttpStatusCode.Created);
        made.Text("id").ShouldNotBe(tenant.Id);
        (await (await ApiClient.AdminAsync(platform, tenant.Application)).DeleteAsync("/tenants/" + made.Text("id")))
            .Expect(HttpStatusCode.NoContent);
        platform.Time.Advance(TimeSpan.FromDays(91));
        await platform.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<Retention>().Single()
            .PruneAsync(TestContext.Current.CancellationToken);
        (await platform.ReadAsync(tenant.Application.Id, db => db.RetiredHostNames.CountAsync())).ShouldBe(0);
    }

    private async Task<RelyingParty> OwnMachineAsync(SomeTenant tenant)
    {
        var secret = Platform.Security.SecretToken.New();
        var client = new OAuthClient
        {
            Id = Platform.Data.Ids.New(),
            ApplicationId = tenant.Application.Id,
            OwnerTenantId = tenant.Id,
            Name = "machine",
            Type = ClientType.MachineToMachine,
            SecretHashes = [Platform.Security.SecretToken.Hash(secret)],
            CreatedAt = _platform.Time.GetUtcNow(),
        };
        await _platform.ChangeAsync(tenant.Application, database => Task.FromResult(database.Add(client)));
        var machine = new RelyingParty(_platform, tenant.Application) { ClientId = client.Id, ClientSecret = secret };
        (await machine.TokenAsync(("grant_type", "client_credentials"))).Status.ShouldBe(HttpStatusCode.OK);
        return machine;
    }
}
