using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Roles;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>Somebody who calls the management API, with a token of their own.</summary>
internal sealed class Api(PlatformHost platform, SomeApplication application, string token)
{
    public SomeApplication Application => application;

    public string Token => token;

    /// <summary>A machine with the role "Application Admin Client".</summary>
    public static async Task<Api> AdminAsync(PlatformHost platform, SomeApplication? application = null)
    {
        application ??= await platform.ApplicationAsync();
        var machine = await platform.ClientAsync(application, ClientType.MachineToMachine);
        await platform.ChangeAsync(application, async database =>
        {
            var role = await RoleAsync(database, platform, application, PredefinedRoles.ApplicationAdminClient);
            database.Add(new ClientRole { ClientId = machine.Id, RoleId = role.Id, ApplicationId = application.Id });
        });
        return await OfAsync(platform, application, machine.Id, machine.Secret!);
    }

    /// <summary>A machine without any role, with its own credentials.</summary>
    public static async Task<Api> OfAsync(PlatformHost platform, SomeApplication application, string clientId, string secret) =>
        new(platform, application, await TokenAsync(platform, application, clientId, secret));

    /// <summary>A person who owns this tenant.</summary>
    public static async Task<Api> OwnerAsync(PlatformHost platform, SomeTenant tenant)
    {
        var user = await platform.UserAsync(tenant);
        await platform.ChangeAsync(tenant.Application, async database =>
        {
            var role = await RoleAsync(database, platform, tenant.Application, PredefinedRoles.TenantOwner);
            database.Add(new UserRole { TenantId = tenant.Id, ApplicationId = tenant.Application.Id, UserId = user.Id, RoleId = role.Id });
        });
        return await OfAsync(platform, user);
    }

    /// <summary>A person with one permission in their tenant.</summary>
    public static async Task<Api> WithAsync(PlatformHost platform, SomeTenant tenant, string permission)
    {
        var user = await platform.UserAsync(tenant);
        await platform.ChangeAsync(tenant.Application, database =>
        {
            var role = new Role
            {
                Id = Data.Ids.New(),
                ApplicationId = tenant.Application.Id,
                Name = $"app:{tenant.Application.Name}:{Some.Name("r")}",
                DisplayName = permission,
                PermissionBoundaryId = PredefinedBoundaries.Tenant.Id,
            };
            var id = PredefinedPermissions.All.Single(p => p.Value == permission).Id;
            database.AddRange(role,
                new RolePermission { RoleId = role.Id, PermissionId = id, ApplicationId = tenant.Application.Id },
                new UserRole { TenantId = tenant.Id, ApplicationId = tenant.Application.Id, UserId = user.Id, RoleId = role.Id });
            return Task.CompletedTask;
        });
        return await OfAsync(platform, user);
    }

    /// <summary>A person with whatever roles they have.</summary>
    public static async Task<Api> OfAsync(PlatformHost platform, SomeUser user) => new(
        platform, user.Tenant.Application, (await new RelyingParty(platform, user.Tenant.Application).SignInAsync(user)).AccessToken);

    public static async Task<string> TokenAsync(PlatformHost platform, SomeApplication application, string clientId, string secret)
    {
        var answer = await AskForTokenAsync(platform, application, clientId, secret);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json.GetProperty("access_token").GetString()!;
    }

    public static Task<Answer> AskForTokenAsync(PlatformHost platform, SomeApplication application, string clientId, string secret) =>
        new RelyingParty(platform, application) { ClientId = clientId, ClientSecret = secret }
            .TokenAsync(("grant_type", "client_credentials"));

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, body, ifMatch);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    private async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, application.Base + "/api/v1" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await new RelyingParty(platform, application).SendAsync(request);
    }

    private static async Task<Role> RoleAsync(
        Data.PlatformDbContext database, PlatformHost platform, SomeApplication application, PredefinedRole predefined)
    {
        var row = PredefinedRoles.RowOf(predefined, application.Id, platform.Time.GetUtcNow());
        if (await database.Roles.SingleOrDefaultAsync(r => r.Id == row.Id) is { } known) return known;
        database.Add(row);
        return row;
    }
}

/// <summary>What tests look for in answers of the API.</summary>
internal static class ApiFindings
{
    public const string Unknown = "abcdefghijklmnopqrstuvwxyz";

    public static string Value(this Answer answer, string name) => answer.Json.GetProperty(name).GetString() ?? "";

    public static Answer ShouldBeOk(this Answer answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        answer.Status.ShouldBe(status, answer.Body);
        return answer;
    }

    public static void ShouldBeMissing(this Answer answer, string code)
    {
        answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Body);
        answer.Value("code").ShouldBe(code);
    }

    public static void ShouldRefuse(this Answer answer, string field, string code)
    {
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
        answer.Value("type").ShouldBe("constraint_violations_error");
        answer.Json.GetProperty("violations").GetProperty(field).EnumerateArray().Select(v => v.GetProperty("code").GetString())
            .ShouldContain(code, answer.Body);
    }
}
