using System.Net;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>Who calls the management API in tests about clients, applications and looks.</summary>
internal static class Callers
{
    /// <summary>A machine with the role "Application Admin Client".</summary>
    public static async Task<ApiClient> AdminAsync(PlatformHost platform, SomeApplication? application = null) =>
        await ApiClient.AdminAsync(platform, application ?? await platform.ApplicationAsync());

    /// <summary>A person who owns this tenant.</summary>
    public static async Task<ApiClient> OwnerAsync(PlatformHost platform, SomeTenant tenant)
    {
        var user = await platform.UserAsync(tenant);
        await platform.GivePredefinedAsync(user, PredefinedRoles.TenantOwner);
        return await ApiClient.OfAsync(platform, user);
    }

    /// <summary>A person with one permission in their tenant.</summary>
    public static async Task<ApiClient> WithAsync(PlatformHost platform, SomeTenant tenant, string permission)
    {
        var user = await platform.UserAsync(tenant);
        await platform.AllowAsync(user, PredefinedBoundaries.Tenant, permission);
        return await ApiClient.OfAsync(platform, user);
    }

    /// <summary>A machine with its own credentials.</summary>
    public static async Task<ApiClient> OfAsync(PlatformHost platform, SomeApplication application, string clientId, string secret) =>
        new(platform, application, await TokenAsync(platform, application, clientId, secret));

    public static async Task<string> TokenAsync(PlatformHost platform, SomeApplication application, string clientId, string secret)
    {
        var answer = await AskForTokenAsync(platform, application, clientId, secret);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Value("access_token");
    }

    public static Task<Answer> AskForTokenAsync(PlatformHost platform, SomeApplication application, string clientId, string secret) =>
        new RelyingParty(platform, application) { ClientId = clientId, ClientSecret = secret }
            .TokenAsync(("grant_type", "client_credentials"));

    public static string Value(this Answer answer, string name) => answer.Text(name) ?? "";

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
}
