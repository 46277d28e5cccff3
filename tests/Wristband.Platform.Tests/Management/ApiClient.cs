using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>Calls the management API of one application with the token of a person or of a machine.</summary>
internal sealed class ApiClient(PlatformHost platform, SomeApplication application, string token)
{
    /// <summary>A machine with the predefined role that may do everything at the application.</summary>
    public static async Task<ApiClient> AdminAsync(PlatformHost platform, SomeApplication application)
    {
        var machine = await platform.ClientAsync(application, ClientType.MachineToMachine);
        await platform.ChangeAsync(application, async database =>
        {
            var role = await PredefinedAsync(database, application, PredefinedRoles.ApplicationAdminClient, platform.Time.GetUtcNow());
            database.Add(new ClientRole { ClientId = machine.Id, RoleId = role, ApplicationId = application.Id });
        });
        var app = new RelyingParty(platform, application) { ClientId = machine.Id, ClientSecret = machine.Secret };
        var answer = await app.TokenAsync(("grant_type", "client_credentials"));
        return new ApiClient(platform, application, answer.Json.GetProperty("access_token").GetString()!);
    }

    public static async Task<ApiClient> OfAsync(PlatformHost platform, SomeUser user) => new(
        platform, user.Tenant.Application, (await new RelyingParty(platform, user.Tenant.Application).SignInAsync(user)).AccessToken);

    /// <summary>Gives a person the role that comes with the platform for owners of a tenant.</summary>
    public static Task OwnAsync(PlatformHost platform, SomeUser user) => platform.ChangeAsync(user.Tenant.Application, async database =>
    {
        var role = await PredefinedAsync(
            database, user.Tenant.Application, PredefinedRoles.TenantOwner, platform.Time.GetUtcNow());
        database.Add(Given(user, role));
    });

    /// <summary>Gives a person a role of their own with these permissions.</summary>
    public static Task AllowAsync(PlatformHost platform, SomeUser user, PredefinedBoundary boundary, params string[] permissions) =>
        platform.ChangeAsync(user.Tenant.Application, database =>
        {
            var application = user.Tenant.Application;
            var role = new Role
            {
                Id = Ids.New(),
                ApplicationId = application.Id,
                Name = $"app:{application.Name}:{Some.Name("role")}",
                DisplayName = "Some",
                PermissionBoundaryId = boundary.Id,
            };
            database.Add(role);
            database.AddRange(permissions.Select(value => new RolePermission
            {
                RoleId = role.Id,
                PermissionId = PredefinedPermissions.All.Single(p => p.Value == value).Id,
                ApplicationId = application.Id,
            }));
            database.Add(Given(user, role.Id));
            return Task.CompletedTask;
        });

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(string path, object body, string? version = null) => SendAsync(HttpMethod.Patch, path, body, version);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? version = null)
    {
        var request = new HttpRequestMessage(method, $"{application.Base}/api/v1{path}");
        if (body is not null) request.Content = JsonContent.Create(body);
        if (version is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await new RelyingParty(platform, application).SendAsync(request);
    }

    private static UserRole Given(SomeUser user, string roleId) => new()
    {
        TenantId = user.Tenant.Id,
        ApplicationId = user.Tenant.Application.Id,
        UserId = user.Id,
        RoleId = roleId,
    };

    private static async Task<string> PredefinedAsync(
        PlatformDbContext database, SomeApplication application, PredefinedRole role, DateTimeOffset now)
    {
        var row = PredefinedRoles.RowOf(role, application.Id, now);
        if (!await database.Roles.AnyAsync(r => r.Id == row.Id)) database.Add(row);
        return row.Id;
    }
}

/// <summary>How tests read what the API answers.</summary>
internal static class ApiAnswers
{
    public const string Unknown = "abcdefghijklmnopqrstuvwxyz";

    public static JsonElement ShouldBe(this Answer answer, HttpStatusCode status)
    {
        answer.Status.ShouldBe(status, answer.Body);
        return answer.Body.Length == 0 ? default : answer.Json;
    }

    /// <summary>The code of the refusal.</summary>
    public static string? Code(this Answer answer) => answer.Json.Text("code");

    /// <summary>The one rule that is broken, as "field: code".</summary>
    public static void ShouldViolate(this Answer answer, string field, string code)
    {
        answer.ShouldBe(HttpStatusCode.BadRequest).Text("type").ShouldBe("constraint_violations_error", answer.Body);
        answer.Json.GetProperty("violations").EnumerateObject()
            .SelectMany(f => f.Value.EnumerateArray().Select(v => $"{f.Name}: {v.Text("code")}")).ShouldBe([$"{field}: {code}"]);
    }

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static IEnumerable<string?> Items(this Answer answer, string field) =>
        answer.ShouldBe(HttpStatusCode.OK).GetProperty("items").EnumerateArray().Select(item => item.Text(field));
}
