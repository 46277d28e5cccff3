using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>
/// X-F2: a browser application without a server of its own, on another origin than the platform: it signs in with PKCE, reads user info,
/// renews and revokes its tokens, all by fetch.
/// </summary>
public sealed class Single_page_client(Chromium chromium) : IAsyncLifetime
{
    private const string ClientName = "single-page";
    private readonly int _port = LoopbackNetwork.FreePort();
    private Installation? _platform;
    private WebApplication? _server;
    private string? _clientId;

    private string Origin => $"http://localhost:{_port}";

    public async ValueTask InitializeAsync()
    {
        _platform = await Installation.StartWithoutDemoAsync(seed: Seed());
        _clientId = await ClientIdAsync(_platform.DatabaseFile);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Origin);
        _server = builder.Build();
        _server.MapFallback(() => Results.Text(Page(_platform, _clientId), "text/html; charset=utf-8"));
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        if (_platform is not null) await _platform.DisposeAsync();
    }

    [Fact]
    public Task XF2_it_signs_in_reads_renews_and_revokes_from_its_own_origin() => chromium.RunAsync(async page =>
    {
        await page.GotoAsync(Origin + "/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await new LoginForm(page).SignInAsync("viewer@acme.example", "opensesame-6002");

        await Assertions.Expect(page.Locator("#result")).ToHaveTextAsync("viewer@acme.example, renewed, revoked: invalid_grant");
        new Uri(page.Url).GetLeftPart(UriPartial.Authority).ShouldBe(Origin);
    }, expectRefusals: true);

    [Fact]
    public async Task XF2_an_origin_that_is_not_listed_can_fail()
    {
        var told = await Record.ExceptionAsync(() => chromium.RunAsync(async page =>
        {
            await page.GotoAsync($"http://127.0.0.1:{_port}/?code=any");
            await Assertions.Expect(page.Locator("#result")).ToHaveTextAsync("TypeError: Failed to fetch");
        }));

        told.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain("blocked by CORS policy");
    }

    private string Seed()
    {
        var seed = JsonNode.Parse(File.ReadAllText(Repository.Folder("src/Wristband.Platform/seed.json")))!;
        var application = seed["applications"]![0]!;
        application["allowedOrigins"] = new JsonArray(Origin);
        application["clients"]!.AsArray().Add(new JsonObject
        {
            ["name"] = ClientName,
            ["type"] = "NATIVE",
            ["redirectUris"] = new JsonArray(Origin + "/"),
        });
        return seed.ToJsonString();
    }

    private static async Task<string> ClientIdAsync(string file)
    {
        await using var database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT Id FROM OAuthClients WHERE Name = $name";
        command.Parameters.AddWithValue("$name", ClientName);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string Page(Installation platform, string clientId) => $$"""
        <!doctype html>
        <html lang="en"><head><title>Single page</title><link rel="icon" href="data:,"></head>
        <body><main><h1>Single page</h1><button>Sign in</button><p id="result"></p></main>
        <script type="module">
          const api = '{{platform.ApplicationUrl}}/api/v1', client_id = '{{clientId}}', redirect_uri = location.origin + '/';
          const base64url = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)))
            .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
          const body = form => new URLSearchParams({ client_id, ...form });
          const post = (path, form) => fetch(`${api}/oauth2/${path}`, { method: 'POST', body: body(form) });
          const token = async form => (await post('token', form)).json();
          document.querySelector('button').onclick = async () => {
            const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
            sessionStorage.verifier = verifier;
            const code_challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
            location = '{{platform.PlatformUrl("acme-demo")}}/api/v1/oauth2/authorize?' + new URLSearchParams({
              client_id, redirect_uri, response_type: 'code', scope: 'openid offline_access email', state: 's', nonce: 'n',
              code_challenge, code_challenge_method: 'S256' });
          };
          const code = new URLSearchParams(location.search).get('code');
          const goOn = async () => {
            const first = await token({ grant_type: 'authorization_code', code, redirect_uri, code_verifier: sessionStorage.verifier });
            const headers = { Authorization: `Bearer ${first.access_token}` };
            const me = await (await fetch(`${api}/oauth2/userinfo`, { headers })).json();
            const second = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
            await post('revoke', { token: second.refresh_token });
            const third = await token({ grant_type: 'refresh_token', refresh_token: second.refresh_token });
            return `${me.email}, ${second.access_token ? 'renewed' : 'not renewed'}, revoked: ${third.error}`;
          };
          if (code) document.querySelector('#result').textContent = await goOn().catch(problem => `${problem}`);
        </script></body></html>
        """;
}
