using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>Who gives which role to whom, and who cannot (P-48).</summary>
public class RoleAssignmentTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task Roles_are_given_taken_and_replaced()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var application = user.Tenant.Application;
        var api = await ApiClient.AdminAsync(_platform, application);
        var (first, second) = (await _platform.RoleAsync(application, null), await _platform.RoleAsync(application, null));
        var path = $"/users/{user.Id}";

        var given = await api.PostAsync(path + "/assign-roles", new { roleIds = new[] { first, ApiClient.Nobody, first } });
        given.ShouldBe(HttpStatusCode.OK);
        given.Items("id").ShouldBe([first]);
        given.Failures().ShouldBe(["role_not_found"]);
        given.Json.GetProperty("failures")[0].GetProperty("index").GetInt32().ShouldBe(1);
        given.Json.GetProperty("failures")[0].Text("roleId").ShouldBe(ApiClient.Nobody);
        (await HeldAsync(api, user)).ShouldContain(first);

        (await api.PostAsync(path + "/unassign-roles", new { roleIds = new[] { first } })).ShouldBe(HttpStatusCode.NoContent);
        (await api.PostAsync(path + "/unassign-roles", new { roleIds = new[] { first } })).ShouldBe(HttpStatusCode.NoContent);
        (await HeldAsync(api, user)).ShouldNotContain(first);

        (await api.PutAsync(path + "/roles", new { roleIds = new[] { first, second } })).ShouldBe(HttpStatusCode.NoContent);
        (await HeldAsync(api, user)).ShouldBe([first, second], ignoreOrder: true);
        (await api.PutAsync(path + "/roles", new { roleIds = new[] { first, ApiClient.Nobody } })).ShouldBe(HttpStatusCode.NotFound);
        (await HeldAsync(api, user)).ShouldBe([first, second], ignoreOrder: true);
        (await api.PutAsync(path + "/roles", new { })).ShouldViolate("roleIds not_null");
        (await api.PutAsync(path + "/roles", new { roleIds = new string?[] { null } })).ShouldViolate("roleIds invalid_type");

        var resolved = await api.PostAsync("/users/resolve-assigned-roles", new { userIds = new[] { user.Id, ApiClient.Nobody } });
        resolved.Json.GetProperty("items")[0].GetProperty("roles").GetArrayLength().ShouldBe(2);
        resolved.Failures().ShouldBe(["user_not_found"]);
    }

    [Fact]
    public async Task P46_people_out_of_reach_look_like_those_that_do_not_exist()
    {
        var admin = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.GivePredefinedAsync(admin, PredefinedRoles.TenantOwner);
        var neighbour = await _platform.UserAsync(await _platform.TenantAsync(admin.Tenant.Application));
        var stranger = await _platform.UserAsync(await _platform.TenantAsync());
        var api = await ApiClient.OfAsync(_platform, admin);
        var roleIds = new { roleIds = new[] { await _platform.RoleAsync(admin.Tenant.Application, null) } };

        foreach (var other in new[] { neighbour, stranger })
        {
            foreach (var verb in new[] { "assign-roles", "unassign-roles", "resolve-assignable-roles" })
            {
                (await api.PostAsync($"/users/{other.Id}/{verb}", roleIds))
                    .ShouldLookMissing(other.Id, await api.PostAsync($"/users/{ApiClient.Nobody}/{verb}", roleIds));
            }
            (await api.PutAsync($"/users/{other.Id}/roles", roleIds))
                .ShouldLookMissing(other.Id, await api.PutAsync($"/users/{ApiClient.Nobody}/roles", roleIds));
            (await api.PostAsync("/users/resolve-assigned-roles", new { userIds = new[] { other.Id } })).Failures()
                .ShouldBe(["user_not_found"]);
        }
        (await _platform.AuditAsync(neighbour.Tenant)).ShouldBeEmpty();
    }

    [Fact]
    public async Task P48_nobody_gives_what_they_do_not_have_as_far_as_it_reaches_for_them()
    {
        var admin = await _platform.UserAsync(await _platform.TenantAsync());
        var application = admin.Tenant.Application;
        await _platform.AllowAsync(admin, PredefinedBoundaries.Tenant, "role:manage-assignments", "role:read", "user:read", "invoice:pay");
        var colleague = await _platform.UserAsync(admin.Tenant);
        var allowed = new[]
        {
            await _platform.RoleAsync(application, PredefinedBoundaries.Tenant.Id, "user:read"),
            await _platform.RoleAsync(application, PredefinedBoundaries.Self.Id, "user:read"),
            await _platform.RoleAsync(application, PredefinedBoundaries.Tenant.Id, "invoice:pay"),
            await _platform.RoleAsync(application, boundaryId: null),
        };
        var refused = new[]
        {
            await _platform.RoleAsync(application, PredefinedBoundaries.Application.Id, "user:read"),
            await _platform.RoleAsync(application, PredefinedBoundaries.Tenant.Id, "user:delete"),
            await _platform.RoleAsync(application, PredefinedBoundaries.Tenant.Id, "user:read", "user:update"),
            await _platform.RoleAsync(application, PredefinedBoundaries.Tenant.Id, "invoice:approve"),
        };
        var api = await ApiClient.OfAsync(_platform, admin);

        foreach (var id in new[] { colleague.Id, admin.Id })
        {
            var answer = await api.PostAsync($"/users/{id}/assign-roles", new { roleIds = allowed.Concat(refused) });
            answer.Items("id").ShouldBe(allowed);
            answer.Failures().ShouldAllBe(code => code == "exceeds_own_permissions");
            answer.Failures().Count.ShouldBe(refused.Length);
        }
        (await api.PutAsync($"/users/{colleague.Id}/roles", new { roleIds = refused[..1] })).ShouldBe(HttpStatusCode.Forbidden);
        var assignable = (await api.PostAsync($"/users/{colleague.Id}/resolve-assignable-roles?count=100")).Items("id");
        assignable.ShouldBeSubsetOf(assignable.Except(refused));
        foreach (var id in allowed) assignable.ShouldContain(id);
    }

    [Fact]
    public async Task P48_the_last_owner_of_a_tenant_stays()
    {
        var owner = await _platform.UserAsync(await _platform.TenantAsync());
        var tenant = owner.Tenant;
        await _platform.GivePredefinedAsync(owner, PredefinedRoles.TenantOwner);
        var api = await ApiClient.AdminAsync(_platform, tenant.Application);
        var role = (await HeldAsync(api, owner))[^1];
        var takes = new { roleIds = new[] { await OwnerRoleAsync(tenant.Application) } };

        (await api.PostAsync($"/users/{owner.Id}/unassign-roles", takes)).Text("code").ShouldBe("last_owner");
        (await api.PutAsync($"/users/{owner.Id}/roles", new { roleIds = Array.Empty<string>() })).Text("code").ShouldBe("last_owner");
        (await HeldAsync(api, owner)).ShouldContain(role);
        (await _platform.AuditAsync(tenant)).ShouldNotContain(e => e.Type.StartsWith("user.roles", StringComparison.Ordinal));

        var second = await _platform.UserAsync(tenant);
        await _platform.GivePredefinedAsync(second, PredefinedRoles.TenantOwner);
        await _platform.ChangeAsync(second, u => u.Status = UserStatus.Inactive);
        (await api.PostAsync($"/users/{owner.Id}/unassign-roles", takes)).Text("code").ShouldBe("last_owner");
        await _platform.ChangeAsync(second, u => u.Status = UserStatus.Active);

        // Both at the same moment: one of them is the last one then.
        var both = await Task.WhenAll(new[] { owner, second }.Select(u => api.PostAsync($"/users/{u.Id}/unassign-roles", takes)));
        both.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
    }

    [Fact]
    public async Task Only_machines_have_roles_and_only_those_of_their_owner()
    {
        var tenant = await _platform.TenantAsync();
        var application = tenant.Application;
        var api = await ApiClient.AdminAsync(_platform, application);
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        var own = await _platform.TenantClientAsync(tenant);
        var (shared, theirs) = (await _platform.RoleAsync(application, null), await api.CreateAsync(
            "/roles", new { ownerType = "TENANT", ownerId = tenant.Id, name = "theirs", displayName = "Theirs" }));

        (await api.PostAsync($"/clients/{application.ClientId}/assign-roles", new { roleIds = new[] { shared } }))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync($"/clients/{machine.Id}/assign-roles", new { roleIds = new[] { shared, theirs } })).Failures()
            .ShouldBe(["role_not_found"]);
        (await api.PostAsync($"/clients/{own.Id}/assign-roles", new { roleIds = new[] { shared, theirs } })).Items("id")
            .ShouldBe([shared, theirs]);
        (await api.GetAsync($"/clients/{own.Id}/roles")).Items("id").ShouldBe([shared, theirs], ignoreOrder: true);
        (await api.PostAsync($"/clients/{own.Id}/unassign-roles", new { roleIds = new[] { shared } })).ShouldBe(HttpStatusCode.NoContent);
        (await api.GetAsync($"/clients/{own.Id}/roles")).Items("id").ShouldBe([theirs]);
        (await api.PostAsync($"/clients/{machine.Id}/resolve-assignable-roles?count=100")).Items("id").ShouldNotContain(theirs);
    }

    [Fact]
    public async Task P46_machines_out_of_reach_look_like_those_that_do_not_exist()
    {
        var admin = await _platform.UserAsync(await _platform.TenantAsync());
        var application = admin.Tenant.Application;
        await _platform.GivePredefinedAsync(admin, PredefinedRoles.TenantOwner);
        var api = await ApiClient.OfAsync(_platform, admin);
        var others = new[]
        {
            application.ClientId, (await _platform.TenantClientAsync(await _platform.TenantAsync(application))).Id,
            (await _platform.AdminClientAsync(await _platform.ApplicationAsync())).Id,
        };
        var body = new { roleIds = Array.Empty<string>() };

        foreach (var id in others)
        {
            foreach (var verb in new[] { "assign-roles", "unassign-roles", "resolve-assignable-roles" })
            {
                (await api.PostAsync($"/clients/{id}/{verb}", body))
                    .ShouldLookMissing(id, await api.PostAsync($"/clients/{ApiClient.Nobody}/{verb}", body));
            }
            (await api.GetAsync($"/clients/{id}/roles")).ShouldLookMissing(id, await api.GetAsync($"/clients/{ApiClient.Nobody}/roles"));
        }
    }

    private static async Task<List<string?>> HeldAsync(ApiClient api, SomeUser user) =>
        (await api.GetAsync($"/users/{user.Id}/roles")).Items("id");

    private Task<string> OwnerRoleAsync(SomeApplication application) => _platform.ReadAsync(
        application.Id, database => database.Roles.Where(r => r.Name == PredefinedRoles.TenantOwner.Name).Select(r => r.Id).SingleAsync());
}
