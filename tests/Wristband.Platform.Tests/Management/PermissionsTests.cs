using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>/api/v1/permissions, permission-groups and permission-boundaries</summary>
public class PermissionsTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task An_application_defines_permissions_of_its_own()
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);
        var id = await api.CreateAsync("/permissions", Permission(application, "invoice:approve"));

        (await api.PostAsync("/permissions", Permission(application, "Invoice:Approve"))).ShouldViolate("value not_unique");
        (await api.PostAsync("/permissions", Permission(application, "user:read"))).ShouldViolate("value not_unique");
        (await api.PostAsync("/permissions", Permission(application, "a b"))).ShouldViolate("value invalid_characters");
        (await api.PostAsync("/permissions", Permission(application, "a,b"))).ShouldViolate("value invalid_characters");
        (await api.GetAsync($"/applications/{application.Id}/permissions")).Items("value").ShouldBe(["invoice:approve"]);
        var changed = await api.PatchAsync("/permissions/" + id, new { displayName = "Approve invoices" });
        changed.Text("displayName").ShouldBe("Approve invoices");
        changed.Text("value").ShouldBe("invoice:approve");
        (await api.PatchAsync("/permissions/" + id, new { value = "invoice:pay" })).ShouldViolate("value not_allowed");
        (await api.GetAsync("/permissions/" + id)).Json.GetProperty("metadata").Text("version").ShouldBe("2");

        var role = await _platform.RoleAsync(application, null, "invoice:approve");
        (await api.GetAsync($"/roles/{role}/permissions")).Items("id").ShouldBe([id]);
        (await api.DeleteAsync("/permissions/" + id)).ShouldBe(HttpStatusCode.NoContent);
        (await api.GetAsync($"/roles/{role}/permissions")).Items("id").ShouldBeEmpty();
    }

    [Fact]
    public async Task Tenants_define_no_permissions_and_no_boundaries()
    {
        var tenant = await _platform.TenantAsync();
        var api = await ApiClient.AdminAsync(_platform, tenant.Application);

        foreach (var path in new[] { "/permissions", "/permission-boundaries" })
            (await api.PostAsync(path, new { ownerType = "TENANT", ownerId = tenant.Id })).ShouldViolate("ownerType not_allowed");
    }

    [Fact]
    public async Task Predefined_permissions_read_alike_everywhere_and_stay_as_they_are()
    {
        var api = await ApiClient.AdminAsync(_platform, await _platform.ApplicationAsync());
        var id = PredefinedPermissions.All.Single(p => p.Value == "user:read").Id;
        id.ShouldBe(PredefinedId.Of("permission", "user:read"));
        id.Length.ShouldBe(26);

        var read = await api.GetAsync("/permissions/" + id);
        read.Text("value").ShouldBe("user:read");
        read.Text("type").ShouldBe("PREDEFINED");
        (await api.PatchAsync("/permissions/" + id, new { displayName = "x" })).ShouldBe(HttpStatusCode.NotFound);
        (await api.DeleteAsync("/permissions/" + id)).ShouldBe(HttpStatusCode.NotFound);
        PredefinedPermissions.All.Select(p => p.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task P48_a_permission_is_put_only_where_it_reaches_no_further_than_for_the_caller()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        await _platform.AllowAsync(application, machine, PredefinedBoundaries.Application.Id,
            "permission:manage-assignments", "permission-group:create", "permission-group:update", "role:create", "role:update",
            "user:read");
        await _platform.AllowAsync(application, machine, PredefinedBoundaries.Self.Id, "user:update");
        await _platform.RoleAsync(application, null, "invoice:approve");
        var admin = await ApiClient.AdminAsync(_platform, application);
        var custom = (await admin.GetAsync($"/applications/{application.Id}/permissions")).Items("id")[0]!;
        var api = await ApiClient.OfAsync(_platform, application, machine);
        var ids = new { permissionIds = new[] { Id("user:read"), Id("user:update"), Id("user:delete"), custom } };

        foreach (var noun in new[] { "permission-groups", "roles" })
        {
            var wide = await api.CreateAsync("/" + noun, Named(application, PredefinedBoundaries.Application.Id));
            var put = await api.PostAsync($"/{noun}/{wide}/assign-permissions", ids);
            put.Items("value").ShouldBe(["user:read"]);
            put.Failures().ShouldBe(["exceeds_own_permissions", "exceeds_own_permissions", "exceeds_own_permissions"]);

            var narrow = await api.CreateAsync("/" + noun, Named(application, PredefinedBoundaries.Self.Id));
            (await api.PostAsync($"/{noun}/{narrow}/assign-permissions", ids)).Items("value").ShouldBe(["user:read", "user:update"]);
            var wider = new { permissionBoundaryId = PredefinedBoundaries.Application.Id };
            (await api.PatchAsync($"/{noun}/{narrow}", wider)).ShouldBe(HttpStatusCode.Forbidden);
            (await admin.PatchAsync($"/{noun}/{narrow}", wider)).ShouldBe(HttpStatusCode.OK);
            (await admin.PostAsync($"/{noun}/{wide}/assign-permissions", ids)).Failures().ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task P48_a_group_is_put_into_a_role_only_by_who_has_all_of_it()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        await _platform.AllowAsync(
            application, machine, PredefinedBoundaries.Application.Id, "permission:manage-assignments", "role:create", "user:read");
        var admin = await ApiClient.AdminAsync(_platform, application);
        var group = await admin.CreateAsync("/permission-groups", Named(application, PredefinedBoundaries.Tenant.Id));
        await admin.PostAsync($"/permission-groups/{group}/assign-permissions", new { permissionIds = new[] { Id("user:delete") } });
        var api = await ApiClient.OfAsync(_platform, application, machine);
        var role = await api.CreateAsync("/roles", Named(application, null));
        var ids = new { permissionGroupIds = new[] { group, PredefinedGroups.ApplicationAdmin.Id, ApiClient.Nobody } };

        (await api.PostAsync($"/roles/{role}/assign-permission-groups", ids)).Failures()
            .ShouldBe(["exceeds_own_permissions", "exceeds_own_permissions", "permission_group_not_found"]);
        (await admin.PostAsync($"/roles/{role}/assign-permission-groups", ids)).Failures().ShouldBe(["permission_group_not_found"]);
        (await admin.PostAsync($"/roles/{role}/unassign-permission-groups", ids)).ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync("/permission-groups/" + group)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task P48_a_list_of_tenants_grows_only_by_who_reaches_them_with_all_that_has_it()
    {
        var application = await _platform.ApplicationAsync();
        var (acme, globex) = (await _platform.TenantAsync(application), await _platform.TenantAsync(application));
        var admin = await ApiClient.AdminAsync(_platform, application);
        var list = await admin.CreateAsync("/permission-boundaries", new
        {
            ownerType = "APPLICATION",
            ownerId = application.Id,
            type = "TENANT_INCLUSION_LIST",
            name = "some",
            displayName = "Some",
            resourceList = new[] { acme.Id },
        });
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        await _platform.AllowAsync(application, machine, list, "tenant:read");
        await _platform.AllowAsync(
            application, machine, PredefinedBoundaries.Application.Id, "permission-boundary:update", "permission-boundary:delete");
        var api = await ApiClient.OfAsync(_platform, application, machine);
        var both = new { resourceList = new[] { acme.Id, globex.Id } };

        (await api.PatchAsync("/permission-boundaries/" + list, both)).ShouldBe(HttpStatusCode.Forbidden);
        (await api.GetAsync("/tenants/" + globex.Id)).ShouldBe(HttpStatusCode.NotFound);
        (await api.DeleteAsync("/permission-boundaries/" + list)).Text("code").ShouldBe("permission_boundary_in_use");
        (await admin.PatchAsync("/permission-boundaries/" + list, both)).ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync("/tenants/" + globex.Id)).ShouldBe(HttpStatusCode.OK);
        (await admin.PatchAsync("/permission-boundaries/" + list, new { resourceList = Enumerable.Repeat("x", 11) }))
            .ShouldViolate("resourceList not_found");
        (await admin.PatchAsync("/permission-boundaries/" + list, new { resourceList = Enumerable.Range(0, 11).Select(i => $"x{i}") }))
            .ShouldViolate("resourceList too_many", "resourceList not_found");
    }

    [Fact]
    public async Task P48_a_custom_boundary_opens_nothing_here_and_is_the_applications_to_understand()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var application = user.Tenant.Application;
        var admin = await ApiClient.AdminAsync(_platform, application);
        var boundary = await admin.CreateAsync("/permission-boundaries", new
        {
            ownerType = "APPLICATION",
            ownerId = application.Id,
            type = "CUSTOM",
            name = "region",
            displayName = "Region",
            value = "EU",
        });
        (await admin.PostAsync("/permission-boundaries", new
        {
            ownerType = "APPLICATION",
            ownerId = application.Id,
            type = "CUSTOM",
            name = "Region",
            displayName = "x",
            value = "eu",
        })).ShouldViolate("name not_unique", "value not_unique");
        var role = await _platform.RoleAsync(application, boundary, "role:read", "invoice:approve");
        await admin.PostAsync($"/users/{user.Id}/assign-roles", new { roleIds = new[] { role } });
        var api = await ApiClient.OfAsync(_platform, user);

        (await api.GetAsync($"/tenants/{user.Tenant.Id}/roles")).ShouldBe(HttpStatusCode.NotFound);
        (await api.GetAsync("/permission-info")).Items("value").ShouldBe(["invoice:approve", "role:read"]);
    }

    [Fact]
    public async Task P48_a_policy_gives_no_role_that_its_writer_could_not_give()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        await _platform.AllowAsync(application, machine, PredefinedBoundaries.Application.Id, "role-assignment-policy:write");
        var role = await _platform.RoleAsync(application, PredefinedBoundaries.Application.Id, "user:delete");
        var api = await ApiClient.OfAsync(_platform, application, machine);

        var answer = await api.PostAsync("/role-assignment-policies?upsert=true",
            new { ownerType = "APPLICATION", ownerId = application.Id, defaultSignupRoles = new[] { role } });

        answer.ShouldBe(HttpStatusCode.Forbidden);
        (await _platform.ReadAsync(application.Id, database => Task.FromResult(database.RoleAssignmentPolicies.Count()))).ShouldBe(0);
    }

    private static string Id(string value) => PredefinedPermissions.All.Single(p => p.Value == value).Id;

    private static object Permission(SomeApplication application, string value) =>
        new { ownerType = "APPLICATION", ownerId = application.Id, type = "CUSTOM", value, displayName = "Some permission" };

    private static object Named(SomeApplication application, string? permissionBoundaryId) => new
    {
        ownerType = "APPLICATION",
        ownerId = application.Id,
        name = Some.Name("n"),
        displayName = "Named",
        permissionBoundaryId,
    };
}
