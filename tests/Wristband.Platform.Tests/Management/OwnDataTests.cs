using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Tests.OAuth;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>X-F3: what the official demos read with the token of the person who is signed in.</summary>
public class OwnDataTests(SharedPlatform shared)
{
    private static readonly string[] UserFields =
    [
        "id", "tenantId", "applicationId", "identityProviderName", "identityProviderType", "username", "email", "emailVerified",
        "externalId", "fullName", "givenName", "familyName", "middleName", "honorificPrefix", "honorificSuffix", "nickname",
        "displayName", "pictureUrl",
        "gender", "birthdate", "phoneNumber", "preferredLanguage", "locale", "timeZone", "status", "hasPassword", "publicMetadata",
        "restrictedMetadata", "metadata",
    ];

    private static readonly string[] TenantFields =
    [
        "id", "applicationId", "type", "vanityDomain", "resolvedVanityDomain", "resolvedVanityDomainSource", "domainName", "name",
        "displayName", "description", "logoUrl", "signupEnabled", "allowedSignupEmailDomains", "discoveryEmailDomains",
        "resolvedClassifier", "status",
        "publicMetadata", "restrictedMetadata", "metadata",
    ];

    private static readonly string[] RoleFields =
    [
        "id", "name", "displayName", "description", "ownerType", "ownerId", "type", "permissionBoundaryId", "tenantVisibility",
        "tenantVisibilityInclusionList", "tenantVisibilityExclusionList", "metadata",
    ];

    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task XF3_a_person_reads_their_own_user()
    {
        var (user, token) = await SignedInAsync();

        var answer = await GetAsync(user, token, "/users/" + user.Id);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        Names(answer.Json).ShouldBe(UserFields);
        Text(answer.Json, "id").ShouldBe(user.Id);
        Text(answer.Json, "tenantId").ShouldBe(user.Tenant.Id);
        Text(answer.Json, "applicationId").ShouldBe(user.Tenant.Application.Id);
        Text(answer.Json, "email").ShouldBe(user.Email);
        Text(answer.Json, "fullName").ShouldBe("Given Family");
        Text(answer.Json, "identityProviderName").ShouldBe("wristband");
        Text(answer.Json, "identityProviderType").ShouldBe("WRISTBAND");
        Text(answer.Json, "status").ShouldBe("ACTIVE");
        answer.Json.GetProperty("emailVerified").GetBoolean().ShouldBeTrue();
        answer.Json.GetProperty("hasPassword").GetBoolean().ShouldBeTrue();
        Names(answer.Json.GetProperty("metadata"))
            .ShouldBe(["creationTime", "lastModifiedTime", "activationTime", "deactivationTime", "version"]);
        Text(answer.Json.GetProperty("metadata"), "creationTime").ShouldBe("2026-01-15T09:30:00.000Z");
        answer.Body.ShouldNotContain("argon2");
    }

    [Fact]
    public async Task XF3_a_person_reads_their_own_roles()
    {
        var (user, token) = await SignedInAsync();

        var answer = await GetAsync(user, token, $"/users/{user.Id}/roles");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        Names(answer.Json).ShouldBe(["totalResults", "startIndex", "itemsPerPage", "items"]);
        answer.Json.GetProperty("totalResults").GetInt32().ShouldBe(1);
        var role = answer.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        Names(role).ShouldBe(RoleFields);
        Text(role, "name").ShouldBe($"app:{user.Tenant.Application.Name}:viewer");
        Text(role, "ownerType").ShouldBe("APPLICATION");
        Text(role, "ownerId").ShouldBe(user.Tenant.Application.Id);
    }

    [Fact]
    public async Task XF3_a_person_reads_their_own_tenant()
    {
        var (user, token) = await SignedInAsync();

        var answer = await GetAsync(user, token, "/tenants/" + user.Tenant.Id);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        Names(answer.Json).ShouldBe(TenantFields);
        Text(answer.Json, "name").ShouldBe(user.Tenant.Name);
        Text(answer.Json, "domainName").ShouldBe(user.Tenant.Name);
        Text(answer.Json, "displayName").ShouldBe(user.Tenant.Name + " Inc.");
        Text(answer.Json, "vanityDomain").ShouldBe(user.Tenant.HostName + ":6002");
        Text(answer.Json, "resolvedVanityDomain").ShouldBe(user.Tenant.HostName + ":6002");
        Text(answer.Json, "status").ShouldBe("ACTIVE");
    }

    /// <summary>The requests of the official Express, iOS and b2b demos.</summary>
    [Theory]
    [InlineData("/users/{user}?fields=givenName, familyName, email", "email,givenName,familyName")]
    [InlineData("/users/{user}?fields=id,metadata.version", "id,metadata")]
    [InlineData("/users/{user}?fields=nothing", "")]
    [InlineData("/tenants/{tenant}?fields=publicMetadata,domainName,id", "id,domainName,publicMetadata")]
    public async Task XF3_fields_reduces_the_answer(string path, string fields)
    {
        var (user, token) = await SignedInAsync();

        var answer = await GetAsync(user, token, Fill(path, user));

        string.Join(',', Names(answer.Json)).ShouldBe(fields);
    }

    [Fact]
    public async Task XF3_roles_come_in_pages_and_sorted()
    {
        var (user, token) = await SignedInAsync();
        await _platform.GiveRoleAsync(user, "owner");
        var roles = $"/users/{user.Id}/roles";

        var first = (await GetAsync(user, token, roles + "?fields=id,name,displayName&count=1")).Json;
        Names(first.GetProperty("items")[0]).ShouldBe(["id", "name", "displayName"]);
        first.GetProperty("totalResults").GetInt32().ShouldBe(2);
        Text(first.GetProperty("items")[0], "displayName").ShouldBe("owner");
        foreach (var start in new[] { "start_index=2", "startIndex=2" })
        {
            var second = (await GetAsync(user, token, $"{roles}?count=1&{start}")).Json;
            second.GetProperty("startIndex").GetInt32().ShouldBe(2);
            Text(second.GetProperty("items").EnumerateArray().ShouldHaveSingleItem(), "displayName").ShouldBe("viewer");
        }
        (await GetAsync(user, token, roles + "?startIndex=0")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
        (await GetAsync(user, token, roles + "?count=0")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        var sorted = (await GetAsync(user, token, roles + "?sort_by=displayName:desc")).Json;
        Text(sorted.GetProperty("items")[0], "displayName").ShouldBe("viewer");
    }

    [Theory]
    [InlineData("count=-1")]
    [InlineData("count=x")]
    [InlineData("start_index=-1")]
    [InlineData("startIndex=99999999999")]
    [InlineData("sort_by=email")]
    [InlineData("sort_by=name:up")]
    [InlineData("query=email eq \"x\"")]
    [InlineData("query=name is \"x\"")]
    [InlineData("query=name eq x")]
    public async Task XF3_what_a_list_cannot_do_is_an_invalid_request(string query)
    {
        var (user, token) = await SignedInAsync();

        var answer = await GetAsync(user, token, $"/users/{user.Id}/roles?{query}");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        Text(answer.Json, "type").ShouldBe("base_error");
        Text(answer.Json, "code").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task XF3_what_belongs_to_others_is_not_there()
    {
        var (user, token) = await SignedInAsync();
        var colleague = await _platform.UserAsync(user.Tenant);
        var neighbour = await _platform.UserAsync(await _platform.TenantAsync(user.Tenant.Application));
        var stranger = await _platform.UserAsync(await _platform.TenantAsync());

        foreach (var other in new[] { colleague, neighbour, stranger })
        {
            foreach (var path in new[] { "/users/" + other.Id, $"/users/{other.Id}/roles", "/tenants/" + other.Tenant.Id })
            {
                if (other == colleague && path.StartsWith("/tenants", StringComparison.Ordinal)) continue;
                var unknown = path.Replace(other.Id, Unknown, StringComparison.Ordinal)
                    .Replace(other.Tenant.Id, Unknown, StringComparison.Ordinal);
                var answer = await GetAsync(user, token, path);
                answer.Status.ShouldBe(HttpStatusCode.NotFound);
                Text(answer.Json, "code").ShouldBe(Text((await GetAsync(user, token, unknown)).Json, "code"));
            }
        }
    }

    [Fact]
    public async Task XF3_a_token_that_does_not_count_opens_nothing()
    {
        var (user, token) = await SignedInAsync();
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var revoked = await app.SignInAsync(user);
        await app.RevokeAsync(revoked.RefreshToken);
        var (stranger, foreign) = await SignedInAsync();
        var fresh = await app.SignInAsync(user);

        string[] bad = [revoked.AccessToken, foreign, fresh.IdToken, fresh.RefreshToken, token[..^2] + "xx", "nonsense", "a.b.c"];
        foreach (var text in bad)
        {
            var answer = await GetAsync(user, text, "/users/" + user.Id);
            answer.Status.ShouldBe(HttpStatusCode.Unauthorized, text);
            answer.Response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
            Text(answer.Json, "type").ShouldBe("base_error");
        }
        var missing = await GetAsync(user, null, "/users/" + user.Id);
        missing.Status.ShouldBe(HttpStatusCode.Unauthorized);
        missing.Response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        await _platform.ChangeAsync(stranger, u => u.Status = UserStatus.Inactive);
        (await GetAsync(stranger, foreign, "/users/" + stranger.Id)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task XF3_a_token_ends_with_its_time()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var tokens = await new RelyingParty(platform, user.Tenant.Application).SignInAsync(user);

        platform.Time.Advance(TimeSpan.FromMinutes(31));

        (await GetAsync(platform, user, tokens.AccessToken, "/users/" + user.Id)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task XF3_a_machine_has_no_permission_whatever_the_id()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var machine = await _platform.ClientAsync(user.Tenant.Application, ClientType.MachineToMachine);
        var app = new RelyingParty(_platform, user.Tenant.Application) { ClientId = machine.Id, ClientSecret = machine.Secret };
        var token = (await app.TokenAsync(("grant_type", "client_credentials"))).Json.GetProperty("access_token").GetString();

        foreach (var id in new[] { user.Id, Unknown })
            (await GetAsync(user, token, "/users/" + id)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task XF3_a_tenants_host_has_no_api()
    {
        var (user, token) = await SignedInAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, $"{user.Tenant.Base}/api/v1/users/{user.Id}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        (await new RelyingParty(_platform, user.Tenant.Application).SendAsync(request)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private const string Unknown = "abcdefghijklmnopqrstuvwxyz";

    private static string Fill(string path, SomeUser user) => path
        .Replace("{user}", user.Id, StringComparison.Ordinal).Replace("{tenant}", user.Tenant.Id, StringComparison.Ordinal);

    private static List<string> Names(JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private async Task<(SomeUser User, string Token)> SignedInAsync()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        return (user, (await new RelyingParty(_platform, user.Tenant.Application).SignInAsync(user)).AccessToken);
    }

    private Task<Answer> GetAsync(SomeUser user, string? token, string path) => GetAsync(_platform, user, token, path);

    private static Task<Answer> GetAsync(PlatformHost platform, SomeUser user, string? token, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, user.Tenant.Application.Base + "/api/v1" + path);
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return new RelyingParty(platform, user.Tenant.Application).SendAsync(request);
    }
}
