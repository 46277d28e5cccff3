using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Tenants;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>P-46, P-55: a missing permission is 403 whatever the id; what is out of reach looks like what does not exist.</summary>
public class PermissionReachTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P55_without_the_permission_every_id_is_refused_alike()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var other = await _platform.TenantAsync();
        var api = await ApiClient.OfAsync(_platform, user);

        foreach (var id in new[] { user.Tenant.Application.Id, other.Application.Id, ApiClient.Nobody })
            (await api.GetAsync($"/applications/{id}/roles")).ShouldBe(HttpStatusCode.Forbidden);
        foreach (var id in new[] { user.Tenant.Id, other.Id, ApiClient.Nobody })
            (await api.GetAsync($"/tenants/{id}/roles")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task P46_a_tenants_people_reach_their_tenant_and_no_other()
    {
        var tenant = await _platform.TenantAsync();
        var user = await _platform.UserAsync(tenant);
        await _platform.AllowAsync(user, PredefinedBoundaries.Tenant, "user:read", "tenant:read", "role:read");
        var colleague = await _platform.UserAsync(tenant);
        var neighbour = await _platform.UserAsync(await _platform.TenantAsync(tenant.Application));
        var stranger = await _platform.UserAsync(await _platform.TenantAsync());
        var api = await ApiClient.OfAsync(_platform, user);

        (await api.GetAsync("/users/" + colleague.Id)).ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync($"/tenants/{tenant.Id}/roles?include_application_roles=true")).ShouldBe(HttpStatusCode.OK);
        foreach (var other in new[] { neighbour, stranger })
        {
            (await api.GetAsync("/users/" + other.Id)).ShouldLookMissing(other.Id, await api.GetAsync("/users/" + ApiClient.Nobody));
            (await api.GetAsync("/tenants/" + other.Tenant.Id))
                .ShouldLookMissing(other.Tenant.Id, await api.GetAsync("/tenants/" + ApiClient.Nobody));
            (await api.GetAsync($"/tenants/{other.Tenant.Id}/roles"))
                .ShouldLookMissing(other.Tenant.Id, await api.GetAsync($"/tenants/{ApiClient.Nobody}/roles"));
        }
        (await api.GetAsync($"/applications/{tenant.Application.Id}/roles")).ShouldLookMissing(
            tenant.Application.Id, await api.GetAsync($"/applications/{ApiClient.Nobody}/roles"));
    }

    [Fact]
    public async Task P46_an_applications_machine_reaches_its_tenants_and_no_other_application()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var stranger = await _platform.UserAsync(await _platform.TenantAsync());
        var api = await ApiClient.AdminAsync(_platform, user.Tenant.Application);

        (await api.GetAsync("/users/" + user.Id)).ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync("/tenants/" + user.Tenant.Id)).ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync("/users/" + stranger.Id)).ShouldLookMissing(stranger.Id, await api.GetAsync("/users/" + ApiClient.Nobody));
        (await api.GetAsync("/tenants/" + stranger.Tenant.Id))
            .ShouldLookMissing(stranger.Tenant.Id, await api.GetAsync("/tenants/" + ApiClient.Nobody));
    }

    [Fact]
    public async Task P46_a_tenants_machine_never_leaves_its_tenant_whatever_its_roles_say()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var application = user.Tenant.Application;
        var neighbour = await _platform.UserAsync(await _platform.TenantAsync(application));
        var machine = await _platform.TenantClientAsync(user.Tenant);
        await _platform.GivePredefinedAsync(application, machine, PredefinedRoles.ApplicationAdminClient, user.Tenant);
        var api = await ApiClient.OfAsync(_platform, application, machine);

        (await api.GetAsync("/users/" + user.Id)).ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync("/users/" + neighbour.Id)).ShouldLookMissing(neighbour.Id, await api.GetAsync("/users/" + ApiClient.Nobody));
        (await api.GetAsync($"/applications/{application.Id}/roles")).ShouldBe(HttpStatusCode.NotFound);

        await _platform.ChangeAsync(user.Tenant, tenant => tenant.Status = TenantStatus.Inactive);
        (await api.GetAsync("/users/" + user.Id)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task P46_lists_of_tenants_say_how_far_a_machine_reaches()
    {
        var application = await _platform.ApplicationAsync();
        var (acme, globex) = (await _platform.TenantAsync(application), await _platform.TenantAsync(application));
        var admin = await ApiClient.AdminAsync(_platform, application);
        var (only, allBut) = (await ListAsync(admin, "TENANT_INCLUSION_LIST", acme), await ListAsync(admin, "TENANT_EXCLUSION_LIST", acme));
        foreach (var (boundary, reached, beyond) in new[] { (only, acme, globex), (allBut, globex, acme) })
        {
            var machine = await _platform.ClientAsync(application, Platform.OAuth.Clients.ClientType.MachineToMachine);
            await _platform.AllowAsync(application, machine, boundary, "tenant:read", "role:read");
            var api = await ApiClient.OfAsync(_platform, application, machine);

            (await api.GetAsync("/tenants/" + reached.Id)).ShouldBe(HttpStatusCode.OK);
            (await api.GetAsync("/tenants/" + beyond.Id)).ShouldLookMissing(beyond.Id, await api.GetAsync("/tenants/" + ApiClient.Nobody));
            (await api.GetAsync($"/tenants/{reached.Id}/roles")).ShouldBe(HttpStatusCode.OK);
            (await api.GetAsync($"/applications/{application.Id}/roles")).ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task P55_a_role_that_is_taken_away_is_gone_with_the_next_request()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var colleague = await _platform.UserAsync(user.Tenant);
        await _platform.GivePredefinedAsync(user, PredefinedRoles.TenantViewer);
        var api = await ApiClient.OfAsync(_platform, user);
        (await api.GetAsync("/users/" + colleague.Id)).ShouldBe(HttpStatusCode.OK);

        await _platform.ChangeAsync(user.Tenant, async database => database.RemoveRange(
            await database.UserRoles.Where(r => r.UserId == user.Id).ToListAsync()));

        (await api.GetAsync("/users/" + colleague.Id)).ShouldBe(HttpStatusCode.NotFound);
        (await api.GetAsync("/users/" + user.Id)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_person_learns_what_they_may_do()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.AllowAsync(user, PredefinedBoundaries.Tenant, "user:read", "invoice:approve");
        var api = await ApiClient.OfAsync(_platform, user);

        (await api.GetAsync("/permission-info?values=invoice:approve,invoice:pay,user:read,tenant:read")).Items("value")
            .ShouldBe(["invoice:approve", "user:read"]);
        (await api.GetAsync("/permission-info")).Items("value").ShouldBe(["invoice:approve", "user:read"]);
        (await api.GetAsync("/permission-info?values=x&count=0")).Json.GetProperty("totalResults").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task P56_what_is_refused_is_noted_in_the_callers_own_scope()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var victim = await _platform.UserAsync(await _platform.TenantAsync(user.Tenant.Application));
        var api = await ApiClient.OfAsync(_platform, user);

        await api.GetAsync("/users/" + victim.Id);
        await api.GetAsync($"/applications/{ApiClient.Nobody}/roles");

        (await _platform.AuditAsync(user.Tenant)).Where(e => e.Type == "api.refused").Select(e => (e.UserId, e.Detail)).ShouldBe(
            [(user.Id, "404 GET /api/v1/users/{id}"), (user.Id, "403 GET /api/v1/applications/{id}/roles")]);
        (await _platform.AuditAsync(victim.Tenant)).ShouldNotContain(e => e.Type == "api.refused");
    }

    /// <summary>P-59: an application from before there were predefined roles, at replicas that start together.</summary>
    [Fact]
    public async Task P59_the_start_gives_predefined_roles_to_applications_that_lack_them_once()
    {
        var application = await _platform.ApplicationAsync();
        await _platform.ChangeAsync(application, async database => database.RemoveRange(
            await database.Roles.Where(r => r.Type == RoleType.Predefined).ToListAsync()));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _platform.Services.AddPredefinedRolesAsync()));

        (await RolesAsync(application)).ShouldBe(PredefinedRoles.All.Select(r => r.Name), ignoreOrder: true);
        var owner = await _platform.UserAsync(await _platform.TenantAsync(application), role: "owner");
        var api = await ApiClient.OfAsync(_platform, owner);
        (await api.GetAsync($"/tenants/{owner.Tenant.Id}/roles")).ShouldBe(HttpStatusCode.OK);

        await _platform.ChangeAsync(application, async database => database.RemoveRange(await database.RolePermissionGroups.ToListAsync()));
        await _platform.Services.AddPredefinedRolesAsync();
        (await api.GetAsync($"/tenants/{owner.Tenant.Id}/roles")).ShouldBe(HttpStatusCode.Forbidden);
    }

    private Task<List<string>> RolesAsync(SomeApplication application) => _platform.ReadAsync(
        application.Id, database => database.Roles.Where(r => r.Type == RoleType.Predefined).Select(r => r.Name).ToListAsync());

    private static Task<string> ListAsync(ApiClient admin, string type, SomeTenant tenant) =>
        admin.CreateAsync("/permission-boundaries", new
        {
            ownerType = "APPLICATION",
            ownerId = admin.Application.Id,
            type,
            name = Some.Name("list"),
            displayName = "A list",
            resourceList = new[] { tenant.Id },
        });
}
