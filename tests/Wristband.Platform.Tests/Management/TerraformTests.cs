using System.Net;
using System.Text;
using System.Text.Json;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>
/// The calls of the official Terraform module in its order, with its addresses and its bodies as jsonencode writes them: keys sorted, no
/// spaces. Each object reads back by GET {path}/{id}, as the provider does after every write.
/// </summary>
public class TerraformTests(SharedPlatform shared)
{
    private const string Color = "#00AA81";

    private static readonly (string Name, string DisplayName, string Boundary, string[] Permissions)[] Groups =
    [
        ("application", "Application Permissions", "APPLICATION", ["tenant-discovery-workflow:execute", "tenant:read"]),
        ("personal", "Personal Permissions", "SELF",
            ["change-email-workflow:execute", "change-password-workflow:execute", "user:read", "user:update"]),
        ("tenant-viewer", "Tenant Viewer Permissions", "TENANT",
            ["new-user-invitation-request:read", "role:read", "tenant:read", "user:read"]),
        ("tenant-admin", "Tenant Admin Permissions", "TENANT",
            ["identity-provider:delete", "identity-provider:read", "identity-provider:view-protocol", "identity-provider:write",
                "new-user-invitation-workflow:execute", "tenant:create", "tenant:read", "tenant:update", "user:delete"]),
    ];

    private static readonly (string Name, string DisplayName, string[] Groups)[] Roles =
    [
        ("account-admin", "Account Admin", ["tenant-admin", "tenant-viewer", "personal", "application"]),
        ("admin", "Admin", ["tenant-admin", "tenant-viewer", "personal", "application"]),
        ("standard", "Standard", ["tenant-viewer", "personal", "application"]),
        ("viewer", "Viewer", ["tenant-viewer", "personal", "application"]),
    ];

    private readonly PlatformHost _platform = shared.Host;

    [Fact]
    public async Task The_14_calls_of_the_official_module_succeed_in_order_and_read_back()
    {
        var application = await _platform.ApplicationAsync();

        // 1: the token.
        var api = await Callers.AdminAsync(_platform, application);
        var app = ApplicationIdIn(api.Token);
        app.ShouldBe(application.Id);
        // 2 to 6, 7 to 9.
        var groups = await GroupsAsync(api, app, await BoundariesAsync(api, app));
        var roles = await RolesAsync(api, app, groups);
        // 10: the client, whose secret the module keeps from this answer.
        var client = (await api.PostAsync("/clients", OneLine($$"""
            {"grantTypes":["AUTHORIZATION_CODE","REFRESH_TOKEN"],"name":"Backend Client dev 2026-01-27T10:11:12Z",
            "ownerId":"{{app}}","ownerType":"APPLICATION","redirectUris":["http://localhost:3001/api/auth/callback"],
            "type":"BACKEND_SERVER"}
            """))).ShouldBeOk(HttpStatusCode.Created);
        client.Value("secret").ShouldNotBeEmpty();
        (await api.GetAsync("/clients/" + client.Value("id"))).ShouldBeOk().Body.ShouldNotContain(client.Value("secret"));
        // 11: who gets which role.
        var policy = await MakeAsync(api, "/role-assignment-policies?upsert=true", OneLine($$"""
            {"defaultIdpUserSyncRoles":["{{roles["viewer"]}}"],"defaultSignupRoles":["{{roles["account-admin"]}}"],
            "ownerId":"{{app}}","ownerType":"APPLICATION"}
            """));
        (await api.GetAsync("/role-assignment-policies/" + policy)).Json.GetProperty("defaultSignupRoles")[0].GetString()
            .ShouldBe(roles["account-admin"]);
        // 12: the application itself.
        var patched = (await api.PatchAsync("/applications/" + app, OneLine("""
            {"loginUrl":"http://localhost:3001/api/auth/login","logoutUrls":["http://localhost:3001"],
            "signupEnabled":true}
            """))).ShouldBeOk();
        patched.Body.ShouldBe((await api.GetAsync("/applications/" + app)).ShouldBeOk().Body);
        // 13 and 14: looks.
        var page = await MakeAsync(api, "/page-brandings?upsert=true", PageBranding(app));
        (await api.GetAsync("/page-brandings/" + page)).Value("inputIconButtonHoverColor").ShouldBe("#DDDDDD");
        var email = await MakeAsync(api, "/email-brandings?upsert=true", EmailBranding(app));
        (await api.GetAsync("/email-brandings/" + email)).Json.GetProperty("logoWidthPixels").GetInt32().ShouldBe(297);

        await ShouldWorkAsync(application, client.Value("id"), client.Value("secret"));
    }

    [Fact]
    public async Task A_second_run_finds_what_the_first_one_made()
    {
        var api = await Callers.AdminAsync(_platform);
        var first = await MakeAsync(api, "/page-brandings?upsert=true", PageBranding(api.Application.Id));

        var second = (await api.PostAsync("/page-brandings?upsert=true", PageBranding(api.Application.Id))).ShouldBeOk();

        second.Value("id").ShouldBe(first);
        second.Json.GetProperty("metadata").GetProperty("version").GetString().ShouldBe("1");
    }

    // 2: the boundaries, by what they reach.
    private static async Task<Dictionary<string, string>> BoundariesAsync(ApiClient api, string app)
    {
        var found = (await api.GetAsync($"/applications/{app}/permission-boundaries?query=name%20in%20(%22predefined:tenant%22,"
            + "%22predefined:self%22,%22predefined:application%22)%20AND%20type%20eq%20%22PREDEFINED%22"
            + "&include_predefined_permission_boundaries=true")).ShouldBeOk();
        var boundaries = Items(found).ToDictionary(b => Text(b, "name").Split(':')[1].ToUpperInvariant(), b => Text(b, "id"));
        boundaries.Keys.ShouldBe(["APPLICATION", "TENANT", "SELF"], ignoreOrder: true);
        return boundaries;
    }

    // 3 to 6: the groups that are there, those that are made, and what they hold, found by value, each encoded once.
    private static async Task<Dictionary<string, string>> GroupsAsync(ApiClient api, string app, Dictionary<string, string> boundaries)
    {
        Items((await api.GetAsync($"/applications/{app}/permission-groups")).ShouldBeOk()).ShouldAllBe(g => Text(g, "id").Length > 0);
        var groups = new Dictionary<string, string>();
        foreach (var (name, displayName, boundary, _) in Groups)
        {
            groups[name] = await MakeAsync(api, "/permission-groups", OneLine($$"""
                {"displayName":"{{displayName}}","name":"{{name}}","ownerId":"{{app}}","ownerType":"APPLICATION",
                "permissionBoundaryId":"{{boundaries[boundary]}}","tenantVisibility":"ALL"}
                """));
        }
        foreach (var (name, _, _, permissions) in Groups)
        {
            var values = string.Join(",", permissions.Select(p => $"%22{Uri.EscapeDataString(p)}%22"));
            var found = Items((await api.GetAsync($"/applications/{app}/permissions?query=value%20in%20({values})%20AND%20type%20eq%20"
                + "%22PREDEFINED%22&include_predefined_permissions=true")).ShouldBeOk());
            found.Select(p => Text(p, "value")).ShouldBe(permissions, ignoreOrder: true);
            await AssignAsync(
                api, $"/permission-groups/{groups[name]}/assign-permissions", "permissionIds", found.Select(p => Text(p, "id")));
        }
        return groups;
    }

    // 7 to 9: roles, named short and made of the groups.
    private static async Task<Dictionary<string, string>> RolesAsync(ApiClient api, string app, Dictionary<string, string> groups)
    {
        // The application of the test has a role "viewer" already. The module was written for one that has none.
        foreach (var role in Items((await api.GetAsync($"/applications/{app}/roles")).ShouldBeOk()))
        {
            if (Text(role, "name").EndsWith(":viewer", StringComparison.Ordinal))
                (await api.DeleteAsync("/roles/" + Text(role, "id"))).Status.ShouldBe(HttpStatusCode.NoContent);
        }
        var roles = new Dictionary<string, string>();
        foreach (var (name, displayName, held) in Roles)
        {
            roles[name] = await MakeAsync(api, "/roles", OneLine($$"""
                {"displayName":"{{displayName}}","name":"{{name}}","ownerId":"{{app}}","ownerType":"APPLICATION",
                "tenantVisibility":"ALL"}
                """));
            Text((await api.GetAsync("/roles/" + roles[name])).Json, "name").ShouldBe($"app:{api.Application.Name}:{name}");
            await AssignAsync(
                api, $"/roles/{roles[name]}/assign-permission-groups", "permissionGroupIds", held.Select(group => groups[group]));
        }
        return roles;
    }

    private static async Task AssignAsync(ApiClient api, string path, string field, IEnumerable<string> ids)
    {
        var list = string.Join(",", ids.Select(id => $"\"{id}\""));
        var assigned = (await api.PostAsync(path, $$"""{"{{field}}":[{{list}}]}""")).ShouldBeOk();
        assigned.Json.GetProperty("failures").GetArrayLength().ShouldBe(0, assigned.Body);
    }

    // Somebody signs in with the new client, on a page with the new look.
    private async Task ShouldWorkAsync(SomeApplication application, string clientId, string secret)
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync(application));
        var relyingParty = new RelyingParty(_platform, application)
        {
            ClientId = clientId,
            ClientSecret = secret,
            RedirectUri = "http://localhost:3001/api/auth/callback",
        };
        (await relyingParty.UserInfoAsync((await relyingParty.SignInAsync(user)).AccessToken)).ShouldBeOk();
        var login = await _platform.NewBrowser().GetAsync(user.Tenant.Base + "/login");
        login.Document.QuerySelector("img.logo")!.GetAttribute("src").ShouldBe("https://cdn.example/logo.png");
        login.Document.QuerySelector("link[href^='/brand.css']").ShouldNotBeNull();
    }

    private static string PageBranding(string app) => OneLine($$"""
        {"errorColor":"#DC2626","inputBackgroundColor":"#FFFFFF","inputBorderColor":"#CCCCCC","inputBorderRadiusPixels":8,
        "inputFocusColor":"{{Color}}","inputIconButtonHoverColor":"#DDDDDD","inputIconColor":"#555555",
        "inputTextColor":"#222222","linkColor":"{{Color}}","linkHoverColor":"{{Color}}","logoHeightPixels":56,
        "logoUrl":"https://cdn.example/logo.png","ownerId":"{{app}}","ownerType":"APPLICATION",
        "pageBackgroundColor":"#EDEDED","pageBackgroundType":"COLOR","panelBackgroundColor":"#FFFFFF",
        "panelBorderColor":"#FEFEFE","panelBorderRadiusPixels":8,"panelBoxShadowEnabled":true,"panelTextColor":"#222222",
        "primaryButtonBackgroundColor":"{{Color}}","primaryButtonBorderColor":"{{Color}}",
        "primaryButtonBorderRadiusPixels":8,"primaryButtonFocusColor":"{{Color}}","primaryButtonTextColor":"#FFFFFF",
        "secondaryButtonBackgroundColor":"#FFFFFF","secondaryButtonBorderColor":"{{Color}}",
        "secondaryButtonBorderRadiusPixels":8,"secondaryButtonFocusColor":"{{Color}}",
        "secondaryButtonTextColor":"{{Color}}","successColor":"{{Color}}"}
        """);

    private static string EmailBranding(string app) => OneLine($$"""
        {"logoHeightPixels":64,"logoUrl":"https://cdn.example/logo.png","logoWidthPixels":297,"ownerId":"{{app}}",
        "ownerType":"APPLICATION","primaryButtonBackgroundColor":"{{Color}}","primaryButtonBorderColor":"{{Color}}",
        "primaryButtonBorderRadiusPixels":8,"primaryButtonTextColor":"#FFFFFF"}
        """);

    // What the provider does: write, take the id from the answer, and read it back.
    private static async Task<string> MakeAsync(ApiClient api, string path, string body)
    {
        var made = (await api.PostAsync(path, body)).ShouldBeOk(HttpStatusCode.Created);
        (await api.GetAsync($"{path.Split('?')[0]}/{made.Value("id")}")).ShouldBeOk().Body.ShouldBe(made.Body);
        return made.Value("id");
    }

    private static List<JsonElement> Items(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    // jsonencode writes one line.
    private static string OneLine(string json) => string.Concat(json.Split('\n').Select(line => line.Trim()));

    // First non-null of aud, app_id and application_id: an aud that is the issuer would send the module astray.
    private static string ApplicationIdIn(string token)
    {
        var payload = Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(token.Split('.')[1]);
        var claims = JsonDocument.Parse(Encoding.UTF8.GetString(payload)).RootElement;
        return new[] { "aud", "app_id", "application_id" }
            .Select(name => claims.TryGetProperty(name, out var claim) ? claim.GetString() : null).First(value => value is not null)!;
    }
}
