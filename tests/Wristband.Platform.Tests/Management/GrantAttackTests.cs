using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>P-48: what nobody gets by putting together what they may do.</summary>
public class GrantAttackTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task P48_oneself_in_a_tenant_out_of_reach_is_beyond_ones_own()
    {
        var application = await _platform.ApplicationAsync();
        var (acme, globex) = (await _platform.TenantAsync(application), await _platform.TenantAsync(application));
        var (near, far) = (await _platform.UserAsync(acme), await _platform.UserAsync(globex));
        var admin = await ApiClient.AdminAsync(_platform, application);
        var api = await MachineAsync(application, await ListAsync(admin, application, acme), "tenant:update",
            "role:manage-assignments", "role:create", "permission:manage-assignments", "user:update", "user:manage-email");
        var self = await _platform.RoleAsync(application, PredefinedBoundaries.Self.Id, "tenant:update");
        var body = new { roleIds = new[] { self } };

        (await api.PostAsync($"/users/{far.Id}/assign-roles", body)).Failures().ShouldBe(["exceeds_own_permissions"]);
        (await api.PostAsync($"/users/{near.Id}/assign-roles", body)).Items("id").ShouldBe([self]);

        // By a role that people of that tenant have already.
        var role = await api.CreateAsync("/roles", Named(application.Id, "APPLICATION", PredefinedBoundaries.Self.Id));
        (await api.PostAsync($"/users/{far.Id}/assign-roles", new { roleIds = new[] { role } })).Items("id").ShouldBe([role]);
        (await api.PostAsync($"/roles/{role}/assign-permissions", Permissions("tenant:update"))).Failures()
            .ShouldBe(["exceeds_own_permissions"]);

        // And by being somebody who has it.
        (await admin.PostAsync($"/users/{far.Id}/assign-roles", body)).Items("id").ShouldBe([self]);
        (await api.PatchAsync("/users/" + far.Id, new { email = $"{Some.Name("u")}@example.com" })).ShouldBe(HttpStatusCode.Forbidden);
        (await api.PatchAsync("/users/" + near.Id, new { email = $"{Some.Name("u")}@example.com" })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P48_a_boundary_that_grows_while_a_permission_gets_it_lets_one_of_both_happen()
    {
        var application = await _platform.ApplicationAsync();
        var (acme, globex) = (await _platform.TenantAsync(application), await _platform.TenantAsync(application));
        var admin = await ApiClient.AdminAsync(_platform, application);
        var api = await MachineAsync(application, await ListAsync(admin, application, acme), "user:delete",
            "permission:manage-assignments", "permission-boundary:update", "role:create", "permission-group:create", "role:update",
            "permission-group:update");

        foreach (var noun in new[] { "roles", "permission-groups", "roles", "permission-groups", "roles", "permission-groups" })
        {
            // By giving the permission, and by giving the boundary to what has it.
            var (list, other) = (await ListAsync(admin, application, acme), await ListAsync(admin, application, acme));
            var row = await api.CreateAsync("/" + noun, Named(application.Id, "APPLICATION", list));
            var kept = await api.CreateAsync("/" + noun, Named(application.Id, "APPLICATION", list));
            var grows = new { resourceList = new[] { acme.Id, globex.Id } };
            var given = await Task.WhenAll(
                api.PostAsync($"/{noun}/{row}/assign-permissions", Permissions("user:delete")),
                api.PatchAsync("/permission-boundaries/" + list, grows));
            (given[0].Status == HttpStatusCode.OK && given[0].Items("id").Count == 1 && given[1].Status == HttpStatusCode.OK)
                .ShouldBeFalse($"{noun}: {given[0].Body} {given[1].Body}");

            await admin.PatchAsync("/permission-boundaries/" + list, new { resourceList = new[] { acme.Id } });
            (await api.PostAsync($"/{noun}/{kept}/assign-permissions", Permissions("user:delete"))).Failures().ShouldBeEmpty();
            var moved = await Task.WhenAll(
                api.PatchAsync($"/{noun}/{kept}", new { permissionBoundaryId = other }),
                api.PatchAsync("/permission-boundaries/" + other, grows));
            moved.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1, $"{noun}: {moved[0].Body} {moved[1].Body}");
        }
    }

    [Fact]
    public async Task P48_the_last_owner_is_not_lost_by_the_boundary_of_a_group()
    {
        var tenant = await _platform.TenantAsync();
        var user = await _platform.UserAsync(tenant);
        var admin = await ApiClient.AdminAsync(_platform, tenant.Application);
        var group = await admin.CreateAsync("/permission-groups", Named(tenant.Id, "TENANT", PredefinedBoundaries.Tenant.Id));
        await admin.PostAsync($"/permission-groups/{group}/assign-permissions", Permissions("role:manage-assignments"));
        var role = await admin.CreateAsync("/roles", Named(tenant.Id, "TENANT", null));
        await admin.PostAsync($"/roles/{role}/assign-permission-groups", new { permissionGroupIds = new[] { group } });
        await admin.PostAsync($"/users/{user.Id}/assign-roles", new { roleIds = new[] { role } });
        var path = "/permission-groups/" + group;

        var refused = await admin.PatchAsync(path, new { permissionBoundaryId = (string?)null });

        refused.ShouldBe(HttpStatusCode.BadRequest);
        refused.Code().ShouldBe("last_owner");
        (await admin.GetAsync(path)).Text("permissionBoundaryId").ShouldBe(PredefinedBoundaries.Tenant.Id);
        (await admin.PatchAsync(path, new { displayName = "Other" })).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Ann\r\nBcc: all@example.com")]
    [InlineData("Ann\tand")]
    [InlineData("Ann\u2028and")]
    public async Task P47_a_name_is_one_line(string displayName)
    {
        var application = await _platform.ApplicationAsync();
        var admin = await ApiClient.AdminAsync(_platform, application);

        (await admin.PatchAsync("/applications/" + application.Id, new { displayName })).ShouldViolate("displayName invalid_characters");
    }

    /// <summary>A machine with one permission as far as a boundary says, and others everywhere.</summary>
    private async Task<ApiClient> MachineAsync(SomeApplication application, string boundaryId, string limited, params string[] permissions)
    {
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        await _platform.AllowAsync(application, machine, boundaryId, limited);
        await _platform.AllowAsync(application, machine, PredefinedBoundaries.Application.Id, permissions);
        return await ApiClient.OfAsync(_platform, application, machine);
    }

    private static Task<string> ListAsync(ApiClient admin, SomeApplication application, SomeTenant tenant) =>
        admin.CreateAsync("/permission-boundaries", new
        {
            ownerType = "APPLICATION",
            ownerId = application.Id,
            type = "TENANT_INCLUSION_LIST",
            name = Some.Name("list"),
            displayName = "Some",
            resourceList = new[] { tenant.Id },
        });

    private static object Named(string ownerId, string ownerType, string? permissionBoundaryId) =>
        new { ownerType, ownerId, name = Some.Name("n"), displayName = "Some", permissionBoundaryId };

    private static object Permissions(string value) =>
        new { permissionIds = new[] { PredefinedPermissions.All.Single(p => p.Value == value).Id } };
}
