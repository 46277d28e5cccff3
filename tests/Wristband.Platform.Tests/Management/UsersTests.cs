using System.Net;
using System.Text.Json;
using Wristband.Platform.Permissions.Predefined;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>management-api 2.3: users are made, read, changed and listed.</summary>
public class UsersTests(SharedPlatform shared)
{
    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task A_user_is_made_and_signs_in_with_the_password_that_a_mail_lets_them_set()
    {
        var (tenant, admin) = await AdminAsync();
        var email = $"{Some.Name("u")}@Example.com";

        var made = (await admin.PostAsync("/users", new
        {
            tenantId = tenant.Id,
            identityProviderName = "wristband",
            email,
            username = "Ada",
            externalId = "crm-1",
            givenName = "Ada",
            familyName = "Lovelace",
            displayName = "Countess",
            birthdate = "1815-12-10",
            phoneNumber = "+44 20 7946 0000",
            pictureUrl = "https://example.com/ada.png",
            locale = "en-GB",
            timeZone = "Europe/London",
            publicMetadata = new { team = "engines" },
            restrictedMetadata = new { cost = 1 },
        })).Expect(HttpStatusCode.Created);

        made.Text("email").ShouldBe(email);
        made.Text("tenantId").ShouldBe(tenant.Id);
        made.Text("status").ShouldBe("ACTIVE");
        made.Text("fullName").ShouldBe("Ada Lovelace");
        made.Text("birthdate").ShouldBe("1815-12-10");
        made.GetProperty("emailVerified").GetBoolean().ShouldBeFalse();
        made.GetProperty("hasPassword").GetBoolean().ShouldBeFalse();
        JsonElement.DeepEquals((await admin.GetAsync("/users/" + made.Text("id"))).Json, made).ShouldBeTrue();
        var created = (await _platform.AuditAsync(tenant)).Single(e => e.Type == "user.created");
        created.UserId.ShouldBe(made.Text("id"));
        created.After!.ShouldNotContain("cost");

        var browser = _platform.NewBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync($"{tenant.Base}/forgot-password"), "#forgot", new Dictionary<string, string> { ["email"] = email });
        var form = await browser.GetAsync((await _platform.Mailbox.LastToAsync(email)).Link);
        var done = await browser.SubmitAsync(
            form, "#reset", new Dictionary<string, string> { ["password"] = The.Password }, follow: false);
        done.Location!.AbsoluteUri.ShouldStartWith(tenant.Application.LoginUrl);
        (await admin.GetAsync("/users/" + made.Text("id"))).Json.GetProperty("emailVerified").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"email":"a@example.com"}""", "tenantId", "not_blank")]
    [InlineData("""{"tenantId":"TENANT"}""", "email", "not_blank")]
    [InlineData("""{"tenantId":"TENANT","email":"nobody"}""", "email", "invalid_email")]
    [InlineData("""{"tenantId":"TENANT","email":"KNOWN"}""", "email", "not_unique")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","identityProviderName":"okta"}""", "identityProviderName", "not_supported")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","password":"x"}""", "password", "not_allowed")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","roles":[]}""", "roles", "not_allowed")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","status":"PENDING_SIGNUP_ACTIVATION"}""", "status", "not_allowed")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","birthdate":"10.12.1815"}""", "birthdate", "invalid_date")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","phoneNumber":"call me"}""", "phoneNumber", "invalid_phone_number")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","pictureUrl":"javascript:alert(1)"}""", "pictureUrl", "invalid_url")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","locale":"<b>"}""", "locale", "invalid_locale")]
    [InlineData("""{"tenantId":"TENANT","email":"a@example.com","username":"a b"}""", "username", "invalid_username")]
    public async Task P47_what_breaks_a_rule_is_named(string body, string field, string code)
    {
        var (tenant, admin) = await AdminAsync();
        var known = await _platform.UserAsync(tenant);
        var json = body.Replace("TENANT", tenant.Id, StringComparison.Ordinal)
            .Replace("KNOWN", known.Email.ToUpperInvariant(), StringComparison.Ordinal);

        (await admin.PostAsync("/users", JsonDocument.Parse(json).RootElement)).ShouldViolate($"{field} {code}");
    }

    [Fact]
    public async Task Ten_at_once_make_one_user()
    {
        var (tenant, admin) = await AdminAsync();
        var body = new { tenantId = tenant.Id, email = $"{Some.Name("u")}@example.com" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => admin.PostAsync("/users", body)));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        foreach (var lost in answers.Where(a => a.Status != HttpStatusCode.Created)) lost.ShouldViolate("email not_unique");
    }

    [Fact]
    public async Task A_change_is_a_merge_patch()
    {
        var (tenant, admin) = await AdminAsync();
        var (user, other) = (await _platform.UserAsync(tenant), await _platform.UserAsync(tenant));
        var path = "/users/" + user.Id;
        await admin.PatchAsync("/users/" + other.Id, new { username = "Grace", externalId = "7" });

        var changed = (await admin.PatchAsync(
            path, JsonDocument.Parse("""{"givenName":"Alan","familyName":null,"nickname":"Prof","publicMetadata":{"a":1}}""").RootElement))
            .Expect(HttpStatusCode.OK);

        changed.Text("fullName").ShouldBe("Alan");
        changed.Text("nickname").ShouldBe("Prof");
        changed.GetProperty("metadata").Text("version").ShouldBe("2");
        (await admin.PatchAsync(path, new { fullName = "Alan M. Turing" })).Json.Text("fullName").ShouldBe("Alan M. Turing");
        (await admin.PatchAsync(path, new { username = "GRACE" })).ShouldViolate("username not_unique");
        (await admin.PatchAsync(path, new { externalId = "7" })).ShouldViolate("externalId not_unique");
        (await admin.PatchAsync(path, new { email = other.Email })).ShouldViolate("email not_unique");
        (await admin.PatchAsync(path, new { givenName = new string('x', 101) })).ShouldViolate("givenName too_long");
        (await admin.PatchAsync(path, new { tenantId = other.Tenant.Id })).ShouldViolate("tenantId not_allowed");
        (await admin.PatchAsync(path, new { nickname = "x" }, ifMatch: "\"2\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        var updated = (await _platform.AuditAsync(tenant)).First(e => e.Type == "user.updated" && e.UserId == user.Id);
        updated.Before!.ShouldContain("Given");
        updated.Before!.ShouldNotContain(user.Email);
        updated.After!.ShouldContain("Alan");
    }

    [Fact]
    public async Task People_change_their_own_profile_where_a_role_lets_them_and_nothing_else()
    {
        var (tenant, _) = await AdminAsync();
        var (user, colleague) = (await _platform.UserAsync(tenant), await _platform.UserAsync(tenant));
        await _platform.AllowAsync(user, PredefinedBoundaries.Self, "user:update");
        var person = await ApiClient.OfAsync(_platform, user);
        var path = "/users/" + user.Id;

        (await person.PatchAsync(path, new { nickname = "Me" })).Json.Text("nickname").ShouldBe("Me");
        object[] guarded =
        [
            new { email = "other@example.com" }, new { emailVerified = false }, new { externalId = "9" }, new { status = "INACTIVE" },
            new { restrictedMetadata = new { a = 1 } },
        ];
        foreach (var body in guarded) (await person.PatchAsync(path, body)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await person.PatchAsync("/users/" + colleague.Id, new { nickname = "You" })).Code().ShouldBe("user_not_found");
        (await person.GetAsync(path)).Expect(HttpStatusCode.OK);
        var without = await ApiClient.OfAsync(_platform, colleague);
        (await without.PatchAsync("/users/" + colleague.Id, new { nickname = "Me" })).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nobody_vouches_for_an_address_of_their_own()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        await _platform.AllowAsync(user, PredefinedBoundaries.Self, "user:update", "user:manage-email");
        var person = await ApiClient.OfAsync(_platform, user);
        var path = "/users/" + user.Id;
        var email = $"{Some.Name("u")}@example.com";

        (await person.PatchAsync(path, new { email, emailVerified = true })).ShouldBe(HttpStatusCode.Forbidden);
        var changed = await person.PatchAsync(path, new { email });
        changed.ShouldBe(HttpStatusCode.OK);
        changed.Json.GetProperty("emailVerified").GetBoolean().ShouldBeFalse();
        (await person.PatchAsync(path, new { emailVerified = true })).ShouldBe(HttpStatusCode.Forbidden);
        var admin = await ApiClient.AdminAsync(_platform, user.Tenant.Application);
        (await admin.PatchAsync(path, new { emailVerified = true })).ShouldBe(HttpStatusCode.OK);
        (await person.PatchAsync(path, new { emailVerified = true })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task P46_what_is_out_of_reach_is_not_there_and_what_is_not_permitted_is_forbidden_whatever_the_id()
    {
        var (tenant, admin) = await AdminAsync();
        var owner = await _platform.UserAsync(tenant);
        await _platform.GivePredefinedAsync(owner, PredefinedRoles.TenantOwner);
        var person = await ApiClient.OfAsync(_platform, owner);
        var neighbour = await _platform.UserAsync(await _platform.TenantAsync(tenant.Application));
        var stranger = await _platform.UserAsync(await _platform.TenantAsync());
        var viewer = await ApiClient.OfAsync(_platform, await _platform.UserAsync(tenant));

        foreach (var id in new[] { neighbour.Id, stranger.Id, ApiClient.Nobody })
        {
            var path = "/users/" + id;
            foreach (var answer in new[]
            {
                await person.GetAsync(path), await person.PatchAsync(path, new { nickname = "x" }), await person.DeleteAsync(path),
                await person.GetAsync(path + "/auth-sessions"), await person.DeleteAsync(path + "/auth-sessions"),
                await person.PostAsync(path + "/refresh-tokens/revoke"),
            })
            {
                answer.Expect(HttpStatusCode.NotFound);
                answer.Code().ShouldBe("user_not_found");
            }
            (await viewer.DeleteAsync(path)).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await viewer.DeleteAsync(path + "/auth-sessions")).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await viewer.PostAsync(path + "/refresh-tokens/revoke")).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        foreach (var id in new[] { neighbour.Tenant.Id, stranger.Tenant.Id, ApiClient.Nobody })
        {
            (await person.GetAsync($"/tenants/{id}/users")).Code().ShouldBe("tenant_not_found");
            (await person.PostAsync("/users", new { tenantId = id, email = "a@example.com" })).Code().ShouldBe("tenant_not_found");
        }
        (await admin.DeleteAsync("/users/" + stranger.Id)).Code().ShouldBe("user_not_found");
        (await admin.GetAsync("/users/" + neighbour.Id)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_users_of_a_tenant_and_of_an_application_are_filtered_sorted_and_parted()
    {
        var (tenant, admin) = await AdminAsync();
        var other = await _platform.TenantAsync(tenant.Application);
        foreach (var name in new[] { "bob", "ann", "cid" }) await _platform.UserAsync(tenant, name + "@example.com");
        await _platform.UserAsync(other, "dan@example.com");
        var owner = await _platform.UserAsync(other, "eve@example.com");
        await _platform.GivePredefinedAsync(owner, PredefinedRoles.TenantOwner);
        var list = $"/tenants/{tenant.Id}/users";
        var all = $"/applications/{tenant.Application.Id}/users";

        (await admin.GetAsync(list)).Items("email").ShouldBe(["ann@example.com", "bob@example.com", "cid@example.com"]);
        (await admin.GetAsync(list + "?sort_by=email:desc&count=1&start_index=2")).Items("email").ShouldBe(["bob@example.com"]);
        (await admin.GetAsync(list + "?query=email sw \"ANN\" or email eq \"cid@example.com\"")).Items("email")
            .ShouldBe(["ann@example.com", "cid@example.com"]);
        (await admin.GetAsync(list + "?query=fullName eq \"given family\" and status eq \"ACTIVE\"&count=0")).Json
            .GetProperty("totalResults").GetInt32().ShouldBe(3);
        (await admin.GetAsync(list + "?query=emailVerified eq false")).Items("email").ShouldBeEmpty();
        (await admin.GetAsync(list + "?fields=givenName, familyName, email&count=1")).Json.GetProperty("items")[0]
            .EnumerateObject().Count().ShouldBe(3);
        (await admin.GetAsync(all)).Items("email").Count.ShouldBe(5);
        (await admin.GetAsync(all + "?sort_by=metadata.creationTime:desc,email&query=identityProviderType eq \"WRISTBAND\"")).Items("email")
            .First().ShouldBe("ann@example.com");
        (await admin.GetAsync(list + "?query=passwordHash eq \"x\"")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.GetAsync($"/applications/{ApiClient.Nobody}/users")).Code().ShouldBe("application_not_found");
        var person = await ApiClient.OfAsync(_platform, owner);
        (await person.GetAsync($"/tenants/{other.Id}/users")).Items("email").ShouldBe(["dan@example.com", "eve@example.com"]);
        (await person.GetAsync(all)).Code().ShouldBe("application_not_found");
    }

    private async Task<(SomeTenant Tenant, ApiClient Admin)> AdminAsync()
    {
        var tenant = await _platform.TenantAsync();
        return (tenant, await ApiClient.AdminAsync(_platform, tenant.Application));
    }
}
