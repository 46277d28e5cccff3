using System.Net;
using Wristband.Platform.Permissions.Predefined;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>/api/v1/roles</summary>
public class RolesTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task A_role_is_made_read_changed_and_removed()
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);

        var made = await api.PostAsync("/roles", Role(application, "account-admin"));
        made.ShouldBe(HttpStatusCode.Created);
        made.Text("name").ShouldBe($"app:{application.Name}:account-admin");
        made.Text("ownerType").ShouldBe("APPLICATION");
        made.Text("type").ShouldBe("CUSTOM");
        made.Text("tenantVisibility").ShouldBe("ALL");
        made.Response.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var path = "/roles/" + made.Text("id");

        var changed = await api.PatchAsync(path, new { description = "Does everything" });
        changed.ShouldBe(HttpStatusCode.OK);
        changed.Text("displayName").ShouldBe("Some role");
        changed.Text("description").ShouldBe("Does everything");
        changed.Json.GetProperty("metadata").Text("version").ShouldBe("2");
        (await api.PatchAsync(path, new { description = (string?)null })).Json.GetProperty("description").ValueKind
            .ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await api.GetAsync(path)).Body.ShouldContain("account-admin");

        (await api.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);
        (await api.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
        (await api.DeleteAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task P56_who_did_what_is_noted_with_what_was_before_and_after()
    {
        var application = await _platform.ApplicationAsync();
        var admin = await _platform.AdminClientAsync(application);
        var api = await ApiClient.OfAsync(_platform, application, admin);
        var id = await api.CreateAsync("/roles", Role(application, "auditor"));
        await api.PatchAsync("/roles/" + id, new { displayName = "Auditor", description = "Reads" });

        var events = await _platform.ReadAsync(application.Id, database => Task.FromResult(
            database.AuditEvents.Where(e => e.SubjectId == id).OrderBy(e => e.Sequence).ToList()));

        events.Select(e => e.Type).ShouldBe(["role.created", "role.updated"]);
        events.ShouldAllBe(e => e.ActorClientId == admin.Id && e.SubjectType == "role");
        events[1].Before.ShouldBe("""{"displayName":"Some role","description":null}""");
        events[1].After.ShouldBe("""{"displayName":"Auditor","description":"Reads"}""");
    }

    [Fact]
    public async Task A_change_to_another_version_than_the_known_one_is_not_made()
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);
        var path = "/roles/" + await api.CreateAsync("/roles", Role(application, "a"));

        (await api.PatchAsync(path, new { displayName = "First" }, ifMatch: "\"1\"")).ShouldBe(HttpStatusCode.OK);
        var late = await api.PatchAsync(path, new { displayName = "Second" }, ifMatch: "\"1\"");

        late.ShouldBe(HttpStatusCode.PreconditionFailed);
        late.Text("code").ShouldBe("precondition_failed");
        (await api.DeleteAsync(path, ifMatch: "nonsense")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await api.GetAsync(path)).Text("displayName").ShouldBe("First");
        (await api.DeleteAsync(path, ifMatch: "*")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task P47_what_breaks_a_rule_is_told_field_by_field()
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);
        await api.CreateAsync("/roles", Role(application, "taken"));

        (await api.PostAsync("/roles", new { ownerType = "APPLICATION", ownerId = application.Id }))
            .ShouldViolate("name not_blank", "displayName not_blank");
        (await api.PostAsync("/roles", new { })).ShouldViolate("ownerType not_null", "ownerId not_null");
        (await api.PostAsync("/roles", Role(application, "Taken"))).ShouldViolate("name not_unique");
        (await api.PostAsync("/roles", Role(application, "a b"))).ShouldViolate("name invalid_characters");
        (await api.PostAsync("/roles", Role(application, new string('a', 41)))).ShouldViolate("name too_long");
        (await api.PostAsync("/roles", new
        {
            ownerType = "APPLICATION",
            ownerId = application.Id,
            name = 7,
            displayName = "x",
            id = "mine",
            type = "PREDEFINED",
            metadata = new { },
        })).ShouldViolate("name invalid_type", "id not_allowed", "metadata not_allowed");
        (await api.PostAsync("/roles", new
        {
            ownerType = "APPLICATION",
            ownerId = application.Id,
            name = "b",
            displayName = new string('x', 61),
            type = "PREDEFINED",
            permissionBoundaryId = ApiClient.Nobody,
            tenantVisibility = "INCLUSION_LIST",
            tenantVisibilityInclusionList = new[] { ApiClient.Nobody },
        })).ShouldViolate("displayName too_long", "type not_allowed", "permissionBoundaryId not_found",
            "tenantVisibilityInclusionList not_found");
        var longName = await api.PostAsync("/roles", Role(application, new string('a', 41)));
        longName.Json.GetProperty("violations").GetProperty("name")[0].GetProperty("constraintAttributes").Text("maxLength").ShouldBe("40");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"name\":")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("\"text\"")]
    public async Task G03_a_body_that_is_no_object_is_an_invalid_request(string body)
    {
        var api = await ApiClient.AdminAsync(_platform, await _platform.ApplicationAsync());

        var answer = await api.SendTextAsync(HttpMethod.Post, "/roles", body);

        answer.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("code").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task G03_half_a_character_is_a_violation()
    {
        var api = await ApiClient.AdminAsync(_platform, await _platform.ApplicationAsync());

        (await api.SendTextAsync(HttpMethod.Post, "/roles", """{"name":"\ud800","displayName":"\u0000"}"""))
            .ShouldBe(HttpStatusCode.BadRequest);
        (await api.SendTextAsync(HttpMethod.Post, "/users/resolve-assigned-roles", """{"userIds":["\u0000"]}"""))
            .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P46_owners_out_of_reach_look_like_those_that_do_not_exist()
    {
        var tenant = await _platform.TenantAsync();
        var user = await _platform.UserAsync(tenant);
        await _platform.AllowAsync(user, PredefinedBoundaries.Tenant, "role:create", "role:update", "role:delete", "role:read");
        var neighbour = await _platform.TenantAsync(tenant.Application);
        var stranger = await _platform.TenantAsync();
        var api = await ApiClient.OfAsync(_platform, user);

        var own = await api.PostAsync("/roles", Role("TENANT", tenant.Id, "auditor"));
        own.ShouldBe(HttpStatusCode.Created);
        own.Text("name").ShouldBe($"tnt:{tenant.Name}:auditor");
        own.Text("ownerId").ShouldBe(tenant.Id);
        foreach (var other in new[] { neighbour.Id, stranger.Id })
        {
            (await api.PostAsync("/roles", Role("TENANT", other, "a"))).ShouldLookMissing(
                other, await api.PostAsync("/roles", Role("TENANT", ApiClient.Nobody, "a")));
        }
        foreach (var other in new[] { tenant.Application.Id, stranger.Application.Id })
        {
            (await api.PostAsync("/roles", Role("APPLICATION", other, "a"))).ShouldLookMissing(
                other, await api.PostAsync("/roles", Role("APPLICATION", ApiClient.Nobody, "a")));
        }
    }

    [Fact]
    public async Task P46_roles_out_of_reach_look_like_those_that_do_not_exist()
    {
        var tenant = await _platform.TenantAsync();
        var neighbour = await _platform.TenantAsync(tenant.Application);
        var admin = await ApiClient.AdminAsync(_platform, tenant.Application);
        var user = await _platform.UserAsync(tenant);
        await _platform.AllowAsync(user, PredefinedBoundaries.Tenant, "role:update", "role:delete", "role:read");
        var theirs = await admin.CreateAsync("/roles", Role("TENANT", neighbour.Id, "theirs"));
        var shown = await admin.CreateAsync("/roles", Role(tenant.Application, "shown"));
        var hidden = await admin.CreateAsync("/roles", new
        {
            ownerType = "APPLICATION",
            ownerId = tenant.Application.Id,
            name = "hidden",
            displayName = "Hidden",
            tenantVisibility = "EXCLUSION_LIST",
            tenantVisibilityExclusionList = new[] { tenant.Id },
        });
        var api = await ApiClient.OfAsync(_platform, user);

        (await api.GetAsync("/roles/" + shown)).ShouldBe(HttpStatusCode.OK);
        foreach (var id in new[] { theirs, hidden })
            (await api.GetAsync("/roles/" + id)).ShouldLookMissing(id, await api.GetAsync("/roles/" + ApiClient.Nobody));
        foreach (var id in new[] { theirs, hidden, shown })
        {
            (await api.PatchAsync("/roles/" + id, new { displayName = "x" }))
                .ShouldLookMissing(id, await api.PatchAsync("/roles/" + ApiClient.Nobody, new { displayName = "x" }));
            (await api.DeleteAsync("/roles/" + id)).ShouldLookMissing(id, await api.DeleteAsync("/roles/" + ApiClient.Nobody));
        }
        var names = (await api.GetAsync($"/tenants/{tenant.Id}/roles?include_application_roles=true")).Items("id");
        names.ShouldContain(shown);
        names.ShouldNotContain(hidden);
        names.ShouldNotContain(theirs);
    }

    [Fact]
    public async Task Predefined_roles_are_listed_when_asked_for_and_stay_as_they_are()
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);

        (await api.GetAsync($"/applications/{application.Id}/roles")).Items("type").ShouldAllBe(type => type == "CUSTOM");
        var all = await api.GetAsync(
            $"/applications/{application.Id}/roles?include_predefined_roles=true&query=type eq \"PREDEFINED\"&sort_by=displayName");
        all.Items("displayName").ShouldBe(["Application Admin Client", "Tenant Owner", "Tenant Viewer"]);
        var path = "/roles/" + all.Items("id")[0];
        (await api.PatchAsync(path, new { displayName = "x" })).ShouldBe(HttpStatusCode.BadRequest);
        (await api.DeleteAsync(path)).ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync(path + "/assign-permissions", new { permissionIds = Array.Empty<string>() }))
            .ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("name sw \"app:\" and displayName eq \"B\"", "b")]
    [InlineData("displayName eq \"a\" OR NAME sw \"nothing\" or (displayName gt \"B\" and displayName le \"c\")", "a c")]
    [InlineData("displayName in (\"A\", \"C\")", "a c")]
    [InlineData("displayName nin (\"A\",\"C\") and type eq \"custom\" and displayName sw \"B\"", "b")]
    [InlineData("displayName ne \"A\" and displayName lt \"c\"", "b")]
    [InlineData("displayName ge \"B\" and tenantVisibility in (\"ALL\",\"NONE\") and displayName lt \"D\"", "b c")]
    [InlineData("type eq \"NO_SUCH_TYPE\"", "")]
    public async Task P54_lists_are_filtered_by_expressions(string query, string expected)
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);
        foreach (var name in (string[])["a", "b", "c"])
            await api.CreateAsync("/roles", Role(application, name, displayName: name.ToUpperInvariant()));

        var found = await api.GetAsync($"/applications/{application.Id}/roles?query={Uri.EscapeDataString(query)}");

        found.ShouldBe(HttpStatusCode.OK);
        var own = found.Items("name").Select(name => name!.Split(':')[^1]).Where(name => name.Length == 1);
        string.Join(' ', own).ShouldBe(expected);
    }

    [Theory]
    [InlineData("secret eq \"x\"")]
    [InlineData("name")]
    [InlineData("name eq \"x")]
    [InlineData("name eq \"x\" and")]
    [InlineData("(name eq \"x\"")]
    [InlineData("name eq \"x\" name")]
    [InlineData("type gt \"CUSTOM\"")]
    [InlineData("name in ()")]
    [InlineData("name; DROP TABLE")]
    public async Task P54_what_is_no_expression_is_an_invalid_request(string query)
    {
        var application = await _platform.ApplicationAsync();
        var api = await ApiClient.AdminAsync(_platform, application);

        var answer = await api.GetAsync($"/applications/{application.Id}/roles?query={Uri.EscapeDataString(query)}");

        answer.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text("code").ShouldBe("invalid_request");
        answer.Text("message")!.ShouldStartWith("The query parameter ");
    }

    private static object Role(SomeApplication application, string name, string displayName = "Some role") => new
    {
        name,
        displayName,
        ownerId = application.Id,
        ownerType = "APPLICATION",
        tenantVisibility = "ALL",
    };

    private static object Role(string ownerType, string ownerId, string name) =>
        new { name, displayName = "Some role", ownerId, ownerType };
}
