using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>/api/v1/clients</summary>
public class ClientTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task A_new_client_works_and_its_secret_is_told_once()
    {
        var admin = await Callers.AdminAsync(_platform);

        var made = (await admin.PostAsync("/clients", Machine(admin))).ShouldBeOk(HttpStatusCode.Created);

        var (id, secret) = (made.Value("id"), made.Value("secret"));
        made.Json.GetProperty("grantTypes")[0].GetString().ShouldBe("CLIENT_CREDENTIALS");
        made.Response.Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await Callers.TokenAsync(_platform, admin.Application, id, secret)).ShouldNotBeEmpty();
        var read = (await admin.GetAsync("/clients/" + id)).ShouldBeOk();
        read.Value("name").ShouldBe("worker");
        read.Value("ownerId").ShouldBe(admin.Application.Id);
        read.Json.TryGetProperty("secret", out _).ShouldBeFalse();
        read.Body.ShouldNotContain(secret);
        var list = (await admin.GetAsync($"/applications/{admin.Application.Id}/clients?query=name eq \"WORKER\"")).ShouldBeOk();
        list.Json.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ShouldBe([id]);
    }

    [Fact]
    public async Task A_native_client_has_no_secret()
    {
        var admin = await Callers.AdminAsync(_platform);

        var made = (await admin.PostAsync("/clients", new
        {
            type = "NATIVE",
            name = "phone",
            ownerType = "APPLICATION",
            ownerId = admin.Application.Id,
            redirectUris = new[] { "com.example.app:/callback", "http://127.0.0.1/callback" },
        })).ShouldBeOk(HttpStatusCode.Created);

        made.Json.TryGetProperty("secret", out _).ShouldBeFalse();
        (await admin.PostAsync($"/clients/{made.Value("id")}/rotate-secret")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_change_counts_with_the_next_request()
    {
        var admin = await Callers.AdminAsync(_platform);
        var made = (await admin.PostAsync("/clients", Machine(admin))).ShouldBeOk(HttpStatusCode.Created);
        var (id, secret) = (made.Value("id"), made.Value("secret"));
        await Callers.TokenAsync(_platform, admin.Application, id, secret);

        var changed = (await admin.PatchAsync("/clients/" + id, new { name = "renamed", accessTokenLifetimeSeconds = 120 })).ShouldBeOk();

        changed.Value("name").ShouldBe("renamed");
        changed.Json.GetProperty("metadata").GetProperty("version").GetString().ShouldBe("2");
        var token = await Callers.AskForTokenAsync(_platform, admin.Application, id, secret);
        token.Json.GetProperty("expires_in").GetInt32().ShouldBe(120);
        (await admin.PatchAsync("/clients/" + id, new { accessTokenLifetimeSeconds = (int?)null })).Json
            .GetProperty("accessTokenLifetimeSeconds").GetInt32().ShouldBe(1800);
        (await admin.PatchAsync("/clients/" + id, new { enabled = false })).ShouldBeOk();
        (await Callers.AskForTokenAsync(_platform, admin.Application, id, secret)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Fact]
    public async Task A_change_is_made_only_to_the_version_that_the_caller_knows()
    {
        var admin = await Callers.AdminAsync(_platform);
        var path = "/clients/" + (await admin.PostAsync("/clients", Machine(admin))).Value("id");

        (await admin.PatchAsync(path, new { name = "b" }, ifMatch: "\"7\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await admin.PatchAsync(path, new { name = "b" }, ifMatch: "\"1\"")).ShouldBeOk();
        (await admin.PatchAsync(path, new { name = "c" }, ifMatch: "\"1\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_deleted_client_is_gone_with_its_tokens()
    {
        var admin = await Callers.AdminAsync(_platform);
        var made = (await admin.PostAsync("/clients", Machine(admin))).ShouldBeOk(HttpStatusCode.Created);
        var machine = await Callers.OfAsync(_platform, admin.Application, made.Value("id"), made.Value("secret"));

        (await admin.DeleteAsync("/clients/" + made.Value("id"))).Status.ShouldBe(HttpStatusCode.NoContent);

        (await admin.GetAsync("/clients/" + made.Value("id"))).ShouldBeMissing("client_not_found");
        (await admin.DeleteAsync("/clients/" + made.Value("id"))).ShouldBeMissing("client_not_found");
        (await machine.GetAsync("/clients/" + made.Value("id"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Deleting_a_client_signs_out_whoever_came_by_it()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var admin = await Callers.AdminAsync(_platform, user.Tenant.Application);

        (await admin.DeleteAsync("/clients/" + user.Tenant.Application.ClientId)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await app.UserInfoAsync(tokens.AccessToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.RefreshAsync(tokens.RefreshToken)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Fact]
    public async Task Two_secrets_live_during_a_rotation()
    {
        var admin = await Callers.AdminAsync(_platform);
        var made = await admin.PostAsync("/clients", Machine(admin));
        var (id, first) = (made.Value("id"), made.Value("secret"));

        var rotated = (await admin.PostAsync($"/clients/{id}/rotate-secret")).ShouldBeOk();
        var second = rotated.Value("secret");
        rotated.Json.GetProperty("hasSecondarySecret").GetBoolean().ShouldBeTrue();
        await Callers.TokenAsync(_platform, admin.Application, id, first);
        await Callers.TokenAsync(_platform, admin.Application, id, second);

        var third = (await admin.PostAsync($"/clients/{id}/rotate-secret")).ShouldBeOk().Value("secret");
        (await Callers.AskForTokenAsync(_platform, admin.Application, id, first)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await Callers.TokenAsync(_platform, admin.Application, id, second);

        (await admin.PostAsync($"/clients/{id}/delete-secondary-secret")).ShouldBeOk();
        (await Callers.AskForTokenAsync(_platform, admin.Application, id, second)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await Callers.TokenAsync(_platform, admin.Application, id, third);
        (await admin.PostAsync($"/clients/{id}/delete-secondary-secret")).ShouldBeOk().Json
            .GetProperty("hasSecondarySecret").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_machine_rotates_its_own_secret_without_any_role_and_no_others()
    {
        var application = await _platform.ApplicationAsync();
        var machine = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        var other = await _platform.ClientAsync(application, ClientType.MachineToMachine);
        var self = await Callers.OfAsync(_platform, application, machine.Id, machine.Secret!);

        var secret = (await self.PostAsync($"/clients/{machine.Id}/rotate-secret")).ShouldBeOk().Value("secret");

        await Callers.TokenAsync(_platform, application, machine.Id, secret);
        (await self.PostAsync($"/clients/{other.Id}/rotate-secret")).ShouldBeMissing("client_not_found");
        (await self.GetAsync("/clients/" + machine.Id)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task P46_a_tenants_owner_manages_the_tenants_machines_and_sees_no_others()
    {
        var tenant = await _platform.TenantAsync();
        var neighbour = await _platform.TenantAsync(tenant.Application);
        var stranger = await Callers.AdminAsync(_platform);
        var admin = await Callers.AdminAsync(_platform, tenant.Application);
        var owner = await Callers.OwnerAsync(_platform, tenant);
        var theirs = (await admin.PostAsync("/clients", Machine(neighbour))).ShouldBeOk(HttpStatusCode.Created).Value("id");
        var foreign = (await stranger.PostAsync("/clients", Machine(stranger))).Value("id");

        var own = (await owner.PostAsync("/clients", Machine(tenant))).ShouldBeOk(HttpStatusCode.Created);

        own.Value("ownerType").ShouldBe("TENANT");
        (await owner.GetAsync("/clients/" + own.Value("id"))).ShouldBeOk();
        (await owner.GetAsync($"/tenants/{tenant.Id}/clients")).Json.GetProperty("totalResults").GetInt32().ShouldBe(1);
        (await owner.GetAsync($"/tenants/{neighbour.Id}/clients")).ShouldBeMissing("tenant_not_found");
        (await owner.GetAsync($"/applications/{tenant.Application.Id}/clients")).ShouldBeMissing("application_not_found");
        (await owner.PostAsync("/clients", Machine(neighbour))).ShouldBeMissing("tenant_not_found");
        (await owner.PostAsync("/clients", Machine(admin))).ShouldBeMissing("application_not_found");
        foreach (var id in new[] { theirs, foreign, tenant.Application.ClientId, ApiClient.Nobody })
        {
            (await owner.GetAsync("/clients/" + id)).ShouldBeMissing("client_not_found");
            (await owner.PatchAsync("/clients/" + id, new { enabled = false })).ShouldBeMissing("client_not_found");
            (await owner.DeleteAsync("/clients/" + id)).ShouldBeMissing("client_not_found");
            (await owner.PostAsync($"/clients/{id}/rotate-secret")).ShouldBeMissing("client_not_found");
            (await owner.PostAsync($"/clients/{id}/delete-secondary-secret")).ShouldBeMissing("client_not_found");
        }
        (await admin.GetAsync("/clients/" + foreign)).ShouldBeMissing("client_not_found");
        (await admin.GetAsync("/clients/" + theirs)).Json.GetProperty("metadata").GetProperty("version").GetString().ShouldBe("1");
    }

    [Fact]
    public async Task P48_nobody_takes_over_a_machine_that_may_do_more()
    {
        var tenant = await _platform.TenantAsync();
        var owner = await Callers.OwnerAsync(_platform, tenant);
        var strong = (await owner.PostAsync("/clients", Machine(tenant, "strong"))).Value("id");
        var weak = (await owner.PostAsync("/clients", Machine(tenant, "weak"))).Value("id");
        await _platform.ChangeAsync(tenant.Application, async database =>
        {
            var role = await database.Roles.SingleAsync(r => r.Name == PredefinedRoles.TenantOwner.Name);
            database.Add(new ClientRole
            {
                ClientId = strong,
                RoleId = role.Id,
                ApplicationId = tenant.Application.Id,
                TenantId = tenant.Id,
            });
        });
        var rotator = await Callers.WithAsync(_platform, tenant, "client:rotate-secret");

        (await rotator.PostAsync($"/clients/{strong}/rotate-secret")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await rotator.PostAsync($"/clients/{weak}/rotate-secret")).ShouldBeOk();
        (await owner.PostAsync($"/clients/{strong}/rotate-secret")).ShouldBeOk();
    }

    [Fact]
    public async Task P46_without_permission_it_is_403_whatever_the_id()
    {
        var tenant = await _platform.TenantAsync();
        var nobody = await ApiClient.OfAsync(_platform, await _platform.UserAsync(tenant));

        foreach (var id in new[] { tenant.Application.ClientId, ApiClient.Nobody })
        {
            (await nobody.GetAsync("/clients/" + id)).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await nobody.PatchAsync("/clients/" + id, new { name = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await nobody.DeleteAsync("/clients/" + id)).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await nobody.PostAsync($"/clients/{id}/rotate-secret")).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        (await nobody.PostAsync("/clients", Machine(tenant))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name", "not_blank")]
    [InlineData("""{"name":"web"}""", "name", "not_unique")]
    [InlineData("""{"type":null}""", "type", "not_null")]
    [InlineData("""{"type":"SPA"}""", "type", "invalid_type")]
    [InlineData("""{"ownerType":null}""", "ownerType", "not_null")]
    [InlineData("""{"id":"x"}""", "id", "not_allowed")]
    [InlineData("""{"grantTypes":["CLIENT_CREDENTIALS"]}""", "grantTypes", "not_supported")]
    [InlineData("""{"grantTypes":["AUTHORIZATION_CODE"]}""", "grantTypes", "not_supported")]
    [InlineData("""{"redirectUris":["http://app.example/callback"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":["https://app.example/callback#x"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":["https://me@app.example/callback"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":["https://app.{tenant_name}/callback"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":["https://{tenant_name}/callback"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":["https://{tenant_name}.com/callback"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":["https://{tenant_name}.com.:443/callback"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":["com.example.app:/callback"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":["javascript:alert(1)"]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"redirectUris":[null]}""", "redirectUris", "invalid_url")]
    [InlineData("""{"loginUrl":"ftp://app.example"}""", "loginUrl", "invalid_url")]
    [InlineData("""{"backchannelLogoutUri":"https://{tenant_name}.app.example/x"}""", "backchannelLogoutUri", "invalid_url")]
    [InlineData("""{"accessTokenLifetimeSeconds":59}""", "accessTokenLifetimeSeconds", "out_of_range")]
    [InlineData("""{"accessTokenLifetimeSeconds":86401}""", "accessTokenLifetimeSeconds", "out_of_range")]
    [InlineData("""{"refreshTokenAbsoluteLifetimeSeconds":3600}""", "refreshTokenAbsoluteLifetimeSeconds", "out_of_range")]
    [InlineData("""{"type":"NATIVE","requireProofKey":false}""", "requireProofKey", "not_supported")]
    [InlineData("""{"type":"MACHINE_TO_MACHINE","loginUrl":"https://app.example"}""", "loginUrl", "not_supported")]
    public async Task P47_what_breaks_a_rule_is_refused_by_name(string changes, string field, string code)
    {
        var admin = await Callers.AdminAsync(_platform);
        var body = System.Text.Json.Nodes.JsonNode.Parse($$"""
            {"type":"BACKEND_SERVER","name":"other","ownerType":"APPLICATION","ownerId":"{{admin.Application.Id}}"}
            """)!.AsObject();
        foreach (var (name, value) in System.Text.Json.Nodes.JsonNode.Parse(changes)!.AsObject()) body[name] = value?.DeepClone();

        (await admin.PostAsync("/clients", body.ToJsonString())).ShouldViolate($"{field} {code}");
    }

    [Fact]
    public async Task What_never_changes_is_refused_unless_it_is_the_same()
    {
        var tenant = await _platform.TenantAsync();
        var admin = await Callers.AdminAsync(_platform, tenant.Application);
        var path = "/clients/" + tenant.Application.ClientId;

        (await admin.PatchAsync(path, new { type = "NATIVE" })).ShouldViolate("type immutable");
        (await admin.PatchAsync(path, new { ownerType = "TENANT" })).ShouldViolate("ownerType immutable");
        (await admin.PatchAsync(path, new { ownerId = tenant.Id })).ShouldViolate("ownerId immutable");
        (await admin.PatchAsync(path, new { type = "BACKEND_SERVER", ownerId = tenant.Application.Id })).ShouldBeOk();
        (await admin.PostAsync("/clients", new { type = "NATIVE", name = "n", ownerType = "TENANT", ownerId = tenant.Id }))
            .ShouldViolate("type not_supported");
    }

    [Fact]
    public async Task P56_what_was_done_is_written_down_without_secrets()
    {
        var admin = await Callers.AdminAsync(_platform);
        var made = await admin.PostAsync("/clients", Machine(admin));
        await admin.PatchAsync("/clients/" + made.Value("id"), new { name = "renamed" });
        await admin.PostAsync($"/clients/{made.Value("id")}/rotate-secret");

        var events = await _platform.ReadAsync(admin.Application.Id, database => database.AuditEvents.AsNoTracking()
            .Where(e => e.SubjectId == made.Value("id")).OrderBy(e => e.Sequence).ToListAsync());

        events.Select(e => e.Type).ShouldBe(["client.created", "client.updated", "client.secret_rotated"]);
        events[1].Before.ShouldBe("""{"name":"worker"}""");
        events[1].After.ShouldBe("""{"name":"renamed"}""");
        events.ShouldAllBe(e => e.ActorClientId != null && e.SubjectType == "client");
        string.Concat(events.Select(e => e.Before + e.After)).ShouldNotContain(made.Value("secret"));
    }

    private static object Machine(ApiClient admin) =>
        new { type = "MACHINE_TO_MACHINE", name = "worker", ownerType = "APPLICATION", ownerId = admin.Application.Id };

    private static object Machine(SomeTenant tenant, string name = "worker") =>
        new { type = "MACHINE_TO_MACHINE", name, ownerType = "TENANT", ownerId = tenant.Id };
}
