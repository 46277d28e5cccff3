using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Management;

/// <summary>Somebody who calls the management API with a token.</summary>
internal sealed class ApiClient(PlatformHost platform, SomeApplication application, string token)
{
    /// <summary>An id of the right shape that nothing has.</summary>
    public const string Nobody = "abcdefghijklmnopqrstuvwxyz";

    public SomeApplication Application => application;

    public string Token => token;

    public static Task<ApiClient> OfAsync(PlatformHost platform, SomeApplication application, SomeClient machine) =>
        Callers.OfAsync(platform, application, machine.Id, machine.Secret!);

    public static async Task<ApiClient> OfAsync(PlatformHost platform, SomeUser user) => new(
        platform, user.Tenant.Application, (await new RelyingParty(platform, user.Tenant.Application).SignInAsync(user)).AccessToken);

    /// <summary>A machine that may do everything at the application.</summary>
    public static async Task<ApiClient> AdminAsync(PlatformHost platform, SomeApplication application) =>
        await OfAsync(platform, application, await platform.AdminClientAsync(application));

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, object body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, path, body, ifMatch);

    public Task<Answer> DeleteAsync(string path, string? ifMatch = null) => SendAsync(HttpMethod.Delete, path, null, ifMatch);

    /// <summary>Sends a text as JSON, whatever it is.</summary>
    public Task<Answer> SendTextAsync(HttpMethod method, string path, string body)
    {
        var request = Request(method, path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return new RelyingParty(platform, application).SendAsync(request);
    }

    /// <summary>The id of what was made.</summary>
    public async Task<string> CreateAsync(string path, object body)
    {
        var answer = await PostAsync(path, body);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return answer.Json.GetProperty("id").GetString()!;
    }

    public Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        var request = Request(method, path);
        if (body is string json) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return new RelyingParty(platform, application).SendAsync(request);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, application.Base + "/api/v1" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}

/// <summary>What tests read of answers.</summary>
internal static class ApiAnswers
{
    public static string? Text(this Answer answer, string name) => answer.Json.GetProperty(name).GetString();

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();

    public static List<string?> Items(this Answer answer, string name) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(name).GetString())];

    public static List<string?> Failures(this Answer answer) =>
        [.. answer.Json.GetProperty("failures").EnumerateArray().Select(item => item.GetProperty("code").GetString())];

    public static void ShouldBe(this Answer answer, HttpStatusCode status) => answer.Status.ShouldBe(status, answer.Body);

    /// <summary>400 with these violations: "name too_long".</summary>
    public static void ShouldViolate(this Answer answer, params string[] violations)
    {
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Body);
        answer.Text("type").ShouldBe("constraint_violations_error");
        answer.Text("code").ShouldBe("message_body_constraint_violations");
        answer.Json.GetProperty("violations").EnumerateObject()
            .SelectMany(field => field.Value.EnumerateArray().Select(v => $"{field.Name} {v.GetProperty("code").GetString()}"))
            .ShouldBe(violations, ignoreOrder: true);
    }

    /// <summary>404 with the answer that an id gets which nothing has.</summary>
    public static void ShouldLookMissing(this Answer answer, string id, Answer unknown)
    {
        answer.Status.ShouldBe(HttpStatusCode.NotFound, answer.Body);
        unknown.Status.ShouldBe(HttpStatusCode.NotFound, unknown.Body);
        answer.Text("code").ShouldBe(unknown.Text("code"));
        answer.Text("message")!.Replace(id, "", StringComparison.Ordinal)
            .ShouldBe(unknown.Text("message")!.Replace(ApiClient.Nobody, "", StringComparison.Ordinal));
    }
}
