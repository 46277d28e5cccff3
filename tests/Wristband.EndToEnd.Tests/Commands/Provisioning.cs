using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Wristband.EndToEnd.Tests.Commands;

#region snippet Provisioning
/// <summary>Brings an application to life by the API, with nothing but what `setup --json` printed.</summary>
internal sealed class Provisioning(HttpClient http, string origin, string applicationId)
{
    /// <summary>The three values with which the application's SDK is configured.</summary>
    public async Task<(string ClientId, string ClientSecret)> RunAsync(string adminId, string adminSecret, string app, string email)
    {
        await SignInAsync(adminId, adminSecret);

        // The application: where people come back to.
        await SendAsync(HttpMethod.Patch, $"/applications/{applicationId}", new
        {
            loginUrl = $"{app}/api/auth/login",
            logoutUrls = new[] { app, $"{app}/" },
        });

        // What may be done in it, and who may do it.
        var approve = await SendAsync(HttpMethod.Post, "/permissions", new
        {
            ownerType = "APPLICATION",
            ownerId = applicationId,
            value = "note:approve",
            displayName = "Approve notes",
        });
        var owner = await SendAsync(HttpMethod.Post, "/roles", new
        {
            ownerType = "APPLICATION",
            ownerId = applicationId,
            name = "owner",
            displayName = "Owner",
            tenantVisibility = "ALL",
        });
        await SendAsync(HttpMethod.Post, $"/roles/{Id(owner)}/assign-permissions", new { permissionIds = new[] { Id(approve) } });

        // The client with which the application signs people in. Its secret is in this answer and nowhere else.
        var client = await SendAsync(HttpMethod.Post, "/clients", new
        {
            ownerType = "APPLICATION",
            ownerId = applicationId,
            type = "BACKEND_SERVER",
            name = "web",
            redirectUris = new[] { $"{app}/api/auth/callback" },
            grantTypes = new[] { "AUTHORIZATION_CODE", "REFRESH_TOKEN" },
        });

        // A first customer with a first person, who sets a password by mail.
        var tenant = await SendAsync(HttpMethod.Post, "/tenants", new { applicationId, name = "acme", displayName = "Acme" });
        var user = await SendAsync(HttpMethod.Post, "/users", new { tenantId = Id(tenant), identityProviderName = "wristband", email });
        await SendAsync(HttpMethod.Post, $"/users/{Id(user)}/assign-roles", new { roleIds = new[] { Id(owner) } });
        return (Id(client), client.GetProperty("secret").GetString()!);
    }

    private async Task SignInAsync(string clientId, string clientSecret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{origin}/api/v1/oauth2/token");
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{clientSecret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"{origin}/api/v1{path}") { Content = JsonContent.Create(body) };
        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            // The body says what is wrong, and has the id with which the platform's log tells more.
            var problem = await response.Content.ReadAsStringAsync();
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {problem}");
        }
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Id(JsonElement resource) => resource.GetProperty("id").GetString()!;
}
#endregion
