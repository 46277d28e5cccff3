using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Permissions.Predefined;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>management-api 2.2: tenants are made, read, changed and listed.</summary>
public class TenantsTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task A_tenant_is_made_with_all_that_it_can_have()
    {
        var (application, admin) = await AdminAsync();
        var name = Some.Name();

        var made = (await admin.PostAsync("/tenants", new
        {
            name,
            displayName = "Acme Inc.",
            type = "STANDARD",
            description = "Makes everything",
            logoUrl = "https://acme.example/logo.png",
            signupEnabled = true,
            publicMetadata = new { plan = "gold" },
            restrictedMetadata = new { crm = 42 },
            discoveryEmailDomains = new[] { "ACME.example" },
            allowedSignupEmailDomains = new[] { "bücher.example" },
        })).Expect(HttpStatusCode.Created);

        made.Text("name").ShouldBe(name);
        made.Text("domainName").ShouldBe(name);
        made.Text("applicationId").ShouldBe(application.Id);
        made.Text("status").ShouldBe("ACTIVE");
        made.Text("type").ShouldBe("STANDARD");
        made.Text("logoUrl").ShouldBe("https://acme.example/logo.png");
        made.GetProperty("publicMetadata").Text("plan").ShouldBe("gold");
        made.GetProperty("restrictedMetadata").GetProperty("crm").GetInt32().ShouldBe(42);
        made.GetProperty("discoveryEmailDomains")[0].GetString().ShouldBe("acme.example");
        made.GetProperty("allowedSignupEmailDomains")[0].GetString().ShouldBe("xn--bcher-kva.example");
        made.GetProperty("metadata").Text("activationTime").ShouldNotBeNull();
        made.GetProperty("metadata").Text("version").ShouldBe("1");
        var read = (await admin.GetAsync("/tenants/" + made.Text("id"))).Expect(HttpStatusCode.OK);
        JsonElement.DeepEquals(read, made).ShouldBeTrue();
        var page = await _platform.NewBrowser().GetAsync($"http://{made.Text("vanityDomain")}/login");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Acme Inc.");
        var created = (await AuditAsync(application, made.Text("id")!)).ShouldHaveSingleItem();
        created.Type.ShouldBe("tenant.created");
        created.ActorClientId.ShouldNotBeNull();
        created.After!.ShouldContain("Acme Inc.");
    }

    [Theory]
    [InlineData("""{"displayName":"x"}""", "name", "not_blank")]
    [InlineData("""{"name":"NAME"}""", "displayName", "not_blank")]
    [InlineData("""{"name":"ab","displayName":"x"}""", "name", "too_short")]
    [InlineData("""{"name":"a-name-that-is-too-long","displayName":"x"}""", "name", "too_long")]
    [InlineData("""{"domainName":"ac_me","displayName":"x"}""", "domainName", "invalid_domain_name")]
    [InlineData("""{"name":"login","displayName":"x"}""", "name", "reserved")]
    [InlineData("""{"name":"1og1n","displayName":"x"}""", "name", "reserved")]
    [InlineData("""{"name":"NAME","displayName":"x","type":"GLOBAL"}""", "type", "not_supported")]
    [InlineData("""{"name":"NAME","displayName":"x","type":"HUGE"}""", "type", "invalid_type")]
    [InlineData("""{"name":"NAME","displayName":"x","logoUrl":"http://acme.example/logo"}""", "logoUrl", "invalid_url")]
    [InlineData("""{"name":"NAME","displayName":"x","status":"PENDING"}""", "status", "not_allowed")]
    [InlineData("""{"name":"NAME","displayName":"x","id":"mine"}""", "id", "not_allowed")]
    [InlineData("""{"name":"NAME","displayName":"x","discoveryEmailDomains":["a b"]}""", "discoveryEmailDomains", "invalid_domain_name")]
    [InlineData("""{"name":"NAME","displayName":"x","publicMetadata":"text"}""", "publicMetadata", "invalid_type")]
    public async Task What_breaks_a_rule_is_named_and_nothing_is_made(string body, string field, string code)
    {
        var (application, admin) = await AdminAsync();
        var json = JsonDocument.Parse(body.Replace("NAME", Some.Name(), StringComparison.Ordinal)).RootElement;

        (await admin.PostAsync("/tenants", json)).ShouldViolate($"{field} {code}");

        (await _platform.ReadAsync(application.Id, db => db.Tenants.CountAsync(t => t.ApplicationId == application.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task P49_a_name_that_another_tenant_has_or_that_looks_like_it_is_refused()
    {
        var (application, admin) = await AdminAsync();
        await _platform.TenantAsync(application, "paypal");
        await _platform.TenantAsync(application, "modern");

        (await admin.PostAsync("/tenants", new { name = "paypal", displayName = "x" })).ShouldViolate("name not_unique");
        foreach (var name in new[] { "paypa1", "paypai", "modem" })
            (await admin.PostAsync("/tenants", new { name, displayName = "x" })).ShouldViolate("name confusable");
        (await admin.PostAsync("/tenants", new { name = "paypals", displayName = "x" })).Expect(HttpStatusCode.Created);
        var (_, elsewhere) = await AdminAsync();
        (await elsewhere.PostAsync("/tenants", new { name = "paypa1", displayName = "x" })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Ten_at_once_make_one_tenant()
    {
        var (_, admin) = await AdminAsync();
        var body = new { name = Some.Name(), displayName = "x" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => admin.PostAsync("/tenants", body)));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        foreach (var lost in answers.Where(a => a.Status != HttpStatusCode.Created)) lost.ShouldViolate("name not_unique");
    }

    [Fact]
    public async Task A_change_is_a_merge_patch()
    {
        var (application, admin) = await AdminAsync();
        var path = "/tenants/" + (await _platform.TenantAsync(application)).Id;
        await admin.PatchAsync(path, new { description = "old", publicMetadata = new { a = 1, b = new { c = 2, d = 3 } } });

        var changed = (await admin.PatchAsync(
            path, JsonDocument.Parse("""{"displayName":"New","description":null,"publicMetadata":{"a":null,"b":{"c":4}}}""").RootElement))
            .Expect(HttpStatusCode.OK);

        changed.Text("displayName").ShouldBe("New");
        changed.Text("description").ShouldBeNull();
        changed.GetProperty("publicMetadata").GetRawText().ShouldBe("""{"b":{"c":4,"d":3}}""");
        changed.GetProperty("metadata").Text("version").ShouldBe("3");
        var replaced = await admin.PatchAsync(path + "?replace_custom_metadata=true", new { publicMetadata = new { e = 5 } });
        replaced.Json.GetProperty("publicMetadata").GetRawText().ShouldBe("""{"e":5}""");
        var same = await admin.PatchAsync(path, new { displayName = "New" });
        same.Json.GetProperty("metadata").Text("version").ShouldBe("4", "nothing changed");
        (await admin.PatchAsync(path, new { displayName = "Newer" }, ifMatch: "\"3\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await admin.PatchAsync(path, new { displayName = "Newer" }, ifMatch: "\"4\"")).Expect(HttpStatusCode.OK);
        (await admin.PatchAsync(path, new { displayName = "" })).ShouldViolate("displayName not_blank");
        (await admin.PatchAsync(path, new { displayName = new string('x', 61) })).ShouldViolate("displayName too_long");
        (await admin.PatchAsync(path, new { name = "other" })).ShouldViolate("name not_allowed");
        (await admin.PatchAsync(path, new { publicMetadata = new { big = new string('x', 17_000) } }))
            .ShouldViolate("publicMetadata too_long");
    }

    [Fact]
    public async Task P48_fields_with_a_permission_of_their_own_need_it()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.AllowAsync(user, PredefinedBoundaries.Tenant, "tenant:update");
        var person = await ApiClient.OfAsync(_platform, user);
        var path = "/tenants/" + user.Tenant.Id;

        (await person.PatchAsync(path, new { displayName = "Ours", signupEnabled = false, status = "ACTIVE" }))
            .Expect(HttpStatusCode.OK);
        object[] guarded =
        [
            new { signupEnabled = true }, new { status = "INACTIVE" }, new { restrictedMetadata = new { a = 1 } },
            // Whom the application's discovery page leads where is not a tenant's to say.
            new { discoveryEmailDomains = new[] { "example.com" } },
        ];
        foreach (var body in guarded) (await person.PatchAsync(path, body)).Status.ShouldBe(HttpStatusCode.Forbidden);
        await _platform.AllowAsync(
            user, PredefinedBoundaries.Tenant, "tenant:manage-signup-enablement", "tenant:manage-restricted-metadata");
        (await person.PatchAsync(path, guarded[0])).Expect(HttpStatusCode.OK);
        (await person.PatchAsync(path, guarded[2])).Expect(HttpStatusCode.OK);
        (await person.GetAsync(path)).Json.GetProperty("restrictedMetadata").GetRawText().ShouldBe("""{"a":1}""");
        var colleague = await ApiClient.OfAsync(_platform, await _platform.UserAsync(user.Tenant));
        (await colleague.GetAsync(path)).Json.GetProperty("restrictedMetadata").GetRawText().ShouldBe("{}");
    }

    [Fact]
    public async Task P46_what_is_out_of_reach_is_not_there_and_what_is_not_permitted_is_forbidden_whatever_the_id()
    {
        var (application, admin) = await AdminAsync();
        var owner = await _platform.UserAsync(await _platform.TenantAsync(application));
        await _platform.GivePredefinedAsync(owner, PredefinedRoles.TenantOwner);
        var person = await ApiClient.OfAsync(_platform, owner);
        var neighbour = (await _platform.TenantAsync(application)).Id;
        var foreign = (await _platform.TenantAsync()).Id;

        foreach (var id in new[] { neighbour, foreign, ApiClient.Nobody })
        {
            foreach (var answer in new[]
            {
                await person.GetAsync("/tenants/" + id), await person.PatchAsync("/tenants/" + id, new { displayName = "Mine" }),
            })
            {
                answer.Expect(HttpStatusCode.NotFound);
                answer.Code().ShouldBe("tenant_not_found");
            }
            (await person.DeleteAsync("/tenants/" + id)).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        (await person.DeleteAsync("/tenants/" + owner.Tenant.Id)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await person.PostAsync("/tenants", new { name = Some.Name(), displayName = "x" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.DeleteAsync("/tenants/" + foreign)).Code().ShouldBe("tenant_not_found");
        (await admin.PostAsync("/tenants", new { applicationId = ApiClient.Nobody, name = Some.Name(), displayName = "x" }))
            .Code().ShouldBe("application_not_found");
        (await admin.GetAsync("/tenants/" + neighbour)).Json.Text("displayName").ShouldNotBe("Mine");
    }

    [Fact]
    public async Task The_tenants_of_an_application_are_filtered_sorted_and_parted()
    {
        var (application, admin) = await AdminAsync();
        foreach (var name in new[] { "bravo", "alpha", "charlie" }) await _platform.TenantAsync(application, name);
        var foreign = await _platform.TenantAsync();
        var list = $"/applications/{application.Id}/tenants";

        (await admin.GetAsync(list)).Items("name").ShouldBe(["alpha", "bravo", "charlie"]);
        (await admin.GetAsync(list + "?sort_by=domainName:desc&count=2")).Items("name").ShouldBe(["charlie", "bravo"]);
        (await admin.GetAsync(list + "?count=1&startIndex=2")).Items("name").ShouldBe(["bravo"]);
        (await admin.GetAsync(list + "?query=domainName ne \"alpha\" and status eq \"ACTIVE\"")).Items("name")
            .ShouldBe(["bravo", "charlie"]);
        (await admin.GetAsync(list + "?count=0")).Json.GetProperty("totalResults").GetInt32().ShouldBe(3);
        (await admin.GetAsync(list + "?query=signupEnabled eq true")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.GetAsync($"/applications/{foreign.Application.Id}/tenants")).Code().ShouldBe("application_not_found");
        var owner = await _platform.UserAsync(await _platform.TenantAsync(application));
        await _platform.GivePredefinedAsync(owner, PredefinedRoles.TenantOwner);
        (await (await ApiClient.OfAsync(_platform, owner)).GetAsync(list)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(SomeApplication Application, ApiClient Admin)> AdminAsync()
    {
        var application = await _platform.ApplicationAsync();
        return (application, await ApiClient.AdminAsync(_platform, application));
    }

    private async Task<List<Platform.Audit.AuditEvent>> AuditAsync(SomeApplication application, string tenantId) =>
        await _platform.ReadAsync(application.Id, db => db.AuditEvents.AsNoTracking().Where(e => e.TenantId == tenantId).ToListAsync());
}
