using System.Net;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>
/// What the official Terraform module calls for roles and permissions, in its order and its own words (management-api.md 0).
/// </summary>
public class TerraformRolesTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task The_modules_calls_succeed_and_read_back()
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);
        var owner = $"\"ownerId\":\"{application.Id}\",\"ownerType\":\"APPLICATION\"";

        // 2
        var boundaries = await api.GetAsync($"/applications/{application.Id}/permission-boundaries"
            + "?query=name%20in%20(%22predefined:tenant%22,%22predefined:self%22,%22predefined:application%22)%20AND%20type%20eq%20"
            + "%22PREDEFINED%22&include_predefined_permission_boundaries=true");
        boundaries.Items("name").ShouldBe(["predefined:application", "predefined:self", "predefined:tenant"]);
        var tenantBoundary = boundaries.Items("id")[2];

        // 3, 4
        (await api.GetAsync($"/applications/{application.Id}/permission-groups")).Items("id").ShouldBeEmpty();
        var boundary = $"\"permissionBoundaryId\":\"{tenantBoundary}\",\"tenantVisibility\":\"ALL\"";
        var made = await api.SendTextAsync(HttpMethod.Post, "/permission-groups",
            $$"""{"displayName":"Tenant Viewer","name":"tenant-viewer",{{owner}},{{boundary}}}""");
        made.ShouldBe(HttpStatusCode.Created);
        var groupId = made.Text("id");
        made.Text("name")!.Split(':')[^1].ShouldBe("tenant-viewer");
        made.Text("permissionBoundaryId").ShouldBe(tenantBoundary);

        // 5, 6
        var permissions = await api.GetAsync($"/applications/{application.Id}/permissions"
            + "?query=value%20in%20(%22user%3Aread%22,%22tenant%3Aread%22)%20AND%20"
            + "type%20eq%20%22PREDEFINED%22&include_predefined_permissions=true");
        permissions.Items("value").ShouldBe(["tenant:read", "user:read"]);
        var assigned = await api.PostAsync(
            $"/permission-groups/{groupId}/assign-permissions", new { permissionIds = permissions.Items("id") });
        assigned.ShouldBe(HttpStatusCode.OK);
        assigned.Failures().ShouldBeEmpty();

        // 7, 8, 9
        (await api.GetAsync($"/applications/{application.Id}/roles")).ShouldBe(HttpStatusCode.OK);
        var role = await api.SendTextAsync(HttpMethod.Post, "/roles",
            $$"""{"displayName":"Account Admin","name":"account-admin",{{owner}},"tenantVisibility":"ALL"}""");
        role.ShouldBe(HttpStatusCode.Created);
        var roleId = role.Text("id");
        (await api.PostAsync($"/roles/{roleId}/assign-permission-groups", new { permissionGroupIds = new[] { groupId } }))
            .ShouldBe(HttpStatusCode.OK);

        // 11
        var policy = await api.SendTextAsync(HttpMethod.Post, "/role-assignment-policies?upsert=true",
            $$"""{{{owner}},"defaultIdpUserSyncRoles":["{{roleId}}"],"defaultSignupRoles":["{{roleId}}"]}""");
        policy.ShouldBe(HttpStatusCode.Created);

        var policyId = policy.Text("id");
        foreach (var (path, id) in new[] { ("permission-groups", groupId), ("roles", roleId), ("role-assignment-policies", policyId) })
            (await api.GetAsync($"/{path}/{id}")).Text("id").ShouldBe(id);
        (await api.GetAsync($"/roles/{roleId}/permission-groups")).Items("id").ShouldBe([groupId]);
        (await api.GetAsync($"/permission-groups/{groupId}/permissions")).Items("value").ShouldBe(["tenant:read", "user:read"]);

        // What "destroy" would do, in reverse.
        foreach (var (path, id) in new[] { ("role-assignment-policies", policyId), ("roles", roleId), ("permission-groups", groupId) })
            (await api.DeleteAsync($"/{path}/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task An_upsert_makes_a_policy_once_and_changes_only_what_it_names()
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);
        var roleId = await _platform.RoleAsync(application, boundaryId: null);
        object Policy(string[] signup) => new { ownerType = "APPLICATION", ownerId = application.Id, defaultSignupRoles = signup };

        var first = await api.PostAsync("/role-assignment-policies?upsert=true",
            new { ownerType = "APPLICATION", ownerId = application.Id, defaultIdpUserSyncRoles = new[] { roleId } });
        first.ShouldBe(HttpStatusCode.Created);
        var second = await api.PostAsync("/role-assignment-policies?upsert=true", Policy([roleId]));
        second.ShouldBe(HttpStatusCode.OK);
        second.Text("id").ShouldBe(first.Text("id"));
        second.Json.GetProperty("defaultIdpUserSyncRoles").GetArrayLength().ShouldBe(1);
        (await api.PostAsync("/role-assignment-policies", Policy([]))).ShouldViolate("ownerId not_unique");
        (await api.PostAsync("/role-assignment-policies?upsert=true", Policy([ApiClient.Nobody])))
            .ShouldViolate("defaultSignupRoles not_found");
        (await api.PatchAsync("/role-assignment-policies/" + first.Text("id"), new { defaultSignupRoles = Array.Empty<string>() }))
            .Json.GetProperty("defaultSignupRoles").GetArrayLength().ShouldBe(0);

        var tenant = await _platform.TenantAsync(application);
        var resolved = await api.PostAsync($"/tenants/{tenant.Id}/role-assignment-policies/resolve-overrides");
        resolved.Json.GetProperty("isDefault").GetBoolean().ShouldBeTrue();
        resolved.Json.GetProperty("item").Text("id").ShouldBe(first.Text("id"));
        var own = await api.CreateAsync("/role-assignment-policies", new { ownerType = "TENANT", ownerId = tenant.Id });
        resolved = await api.PostAsync($"/tenants/{tenant.Id}/role-assignment-policies/resolve-overrides");
        resolved.Json.GetProperty("isDefault").GetBoolean().ShouldBeFalse();
        resolved.Json.GetProperty("item").Text("id").ShouldBe(own);
    }
}
