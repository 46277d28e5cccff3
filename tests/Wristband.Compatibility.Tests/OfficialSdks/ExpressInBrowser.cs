using System.Text.Json;
using Microsoft.Playwright;

namespace Wristband.Compatibility.Tests.OfficialSdks;

/// <summary>What the application's session holds.</summary>
internal sealed record ExpressSession(
    string UserId, string TenantId, string TenantDomainName, string Email, string AccessToken, string RefreshToken, long ExpiresAt);

/// <summary>The Express application in a browser: its pages are opened, its API is called by scripts of its own origin.</summary>
internal sealed class ExpressInBrowser(IPage page, string url)
{
    /// <summary>Opens the login without naming a tenant: discovery.</summary>
    public async Task LogInAsync()
    {
        await page.GotoAsync(url + "/api/auth/login");
        await Assertions.Expect(page.GetByLabel("E-mail address or workspace")).ToBeVisibleAsync();
    }

    /// <summary>Waits until the browser is back at the application, and asks it who is signed in.</summary>
    public async Task<ExpressSession> SessionAsync()
    {
        await page.WaitForURLAsync(address => address.StartsWith(url, StringComparison.Ordinal));
        var (status, body) = await FetchAsync("/api/session");
        status.ShouldBe(200, body);
        return JsonSerializer.Deserialize<ExpressSession>(body, JsonSerializerOptions.Web)!;
    }

    public async Task ExpireAccessTokenAsync() => (await FetchAsync("/test/expire-access-token", "POST")).Status.ShouldBe(204);

    public async Task<int> CallApiAsync(string accessToken) => (await FetchAsync("/api/jwt", token: accessToken)).Status;

    /// <summary>Signs out. The platform sends the browser to the application's login, which leads to the workspace's login page.</summary>
    public async Task LogOutAsync(string workspace)
    {
        await page.GotoAsync(url + "/api/auth/logout");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Sign in to {workspace}" })).ToBeVisibleAsync();
        await page.GotoAsync(url);
        (await FetchAsync("/api/session")).Status.ShouldBe(401);
    }

    private async Task<(int Status, string Body)> FetchAsync(string path, string method = "GET", string? token = null)
    {
        var answer = await page.EvaluateAsync<JsonElement>(
            """
            async ([path, method, token]) => {
              const response = await fetch(path, { method, headers: token ? { Authorization: `Bearer ${token}` } : {} });
              return { status: response.status, body: await response.text() };
            }
            """,
            new[] { path, method, token });
        return (answer.GetProperty("status").GetInt32(), answer.GetProperty("body").GetString()!);
    }
}
