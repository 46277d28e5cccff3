using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.TestSupport;
using static System.Buffers.Text.Base64Url;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>An application, a tenant and a person of their own, and requests exactly as they are written.</summary>
internal sealed class Wire
{
    public const string Json = "application/json";
    public const string JsonUtf8 = "application/json;charset=UTF-8";
    public const string Form = "application/x-www-form-urlencoded";
    public const string AllScopes = "openid offline_access email profile phone roles";
    private readonly HttpMessageInvoker _network;
    private readonly Internet _internet;
    private readonly bool _withExtras;

    private Wire(PlatformHost platform, SomeUser person, bool withExtras)
    {
        (Platform, Person, _withExtras) = (platform, person, withExtras);
        var network = withExtras ? new ExtraParameters(platform.Handler) : platform.Handler;
        _network = new HttpMessageInvoker(network);
        _internet = new Internet().HostsBelow(PlatformHost.BaseDomain, network)
            .Host("localhost", new EmptyPage()).HostsBelow("yourapp.example", new EmptyPage());
        Browser = new Browser(_internet, platform.Time);
    }

    public PlatformHost Platform { get; }

    public SomeUser Person { get; }

    public SomeTenant Tenant => Person.Tenant;

    public SomeApplication App => Tenant.Application;

    public Browser Browser { get; }

    /// <summary>base64 of the raw id:secret, as every SDK sends it.</summary>
    public string Basic => BasicOf(App.ClientId, App.ClientSecret);

    public static string Random() => EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string BasicOf(string id, string secret) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));

    public static string Challenge(string verifier) => EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public static async Task<Wire> NewAsync(
        PlatformHost platform, string? loginUrl = null, string? redirectUri = null, bool withExtras = false)
    {
        var application = await platform.ApplicationAsync(loginUrl, redirectUri);
        return new(platform, await platform.UserAsync(await platform.TenantAsync(application)), withExtras);
    }

    /// <summary>Changes the client's registration, as an administrator would.</summary>
    public Task ChangeClientAsync(Action<OAuthClient> change, ClientType type = ClientType.BackendServer) => ChangeAsync(async database =>
    {
        var client = await database.OAuthClients.SingleAsync(c => c.Id == App.ClientId);
        database.Entry(client).Property(c => c.Type).CurrentValue = type;
        change(client);
    });

    public Task ChangeAsync(Func<PlatformDbContext, Task> change) => Platform.ChangeAsync(App, change);

    /// <summary>The same platform with an application whose endpoints are one for each tenant.</summary>
    public Task<Wire> WithSubdomainsAsync() =>
        NewAsync(
            Platform, "https://{tenant_name}.yourapp.example/auth/login", "https://{tenant_name}.yourapp.example/auth/callback",
            _withExtras);

    /// <summary>A request with exactly this body and these headers.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string url, string? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url);
        if (body is not null || contentType is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? ""));
            if (contentType is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await _network.SendAsync(request, CancellationToken.None);
        return new Answer(request.RequestUri!, response, await response.Content.ReadAsStringAsync());
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, App.Base + path, null, null, headers);

    /// <summary>The discovery document at the tenant's host, where people sign in and out.</summary>
    public async Task<Answer> MetadataAsync() =>
        (await SendAsync(HttpMethod.Get, Tenant.Base + "/.well-known/openid-configuration", null, null)).Is(HttpStatusCode.OK);

    /// <summary>POST to the token or revocation endpoint, authenticated as the backend client.</summary>
    public Task<Answer> PostAsync(string endpoint, string form) =>
        SendAsync(HttpMethod.Post, $"{App.Base}/api/v1/oauth2/{endpoint}", form, Form, ("Authorization", Basic), ("Accept", Json));

    /// <summary>The authorize URL with everything that is required; the changes replace or, with null, remove parameters.</summary>
    public string AuthorizeUrl(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = App.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = App.RedirectUri,
            ["scope"] = AllScopes,
            ["state"] = Random(),
            ["nonce"] = Random(),
            ["code_challenge"] = Challenge(Random()),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes) parameters[name] = value;
        return $"{Tenant.Base}/api/v1/oauth2/authorize?"
            + string.Join('&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));
    }

    /// <summary>Opens an authorize URL in this person's browser, without following where it leads.</summary>
    public async Task<Answer> OpenAsync(string url)
    {
        var page = await Browser.GetOnceAsync(url);
        return new Answer(page.Url, page.Response, page.Body);
    }

    /// <summary>Signs the person in; afterwards the browser stands on the application's callback.</summary>
    public async Task<Page> SignInAsync(string? authorizeUrl = null)
    {
        var page = await Browser.GetAsync(authorizeUrl ?? AuthorizeUrl());
        return await Browser.SubmitAsync(
            page, "form#login", new Dictionary<string, string> { ["email"] = Person.Email, ["password"] = Person.Password });
    }

    /// <summary>A code and the verifier that belongs to it.</summary>
    public async Task<(string Code, string Verifier)> CodeAsync(string scope = AllScopes)
    {
        var verifier = Random();
        var url = AuthorizeUrl(("scope", scope), ("code_challenge", Challenge(verifier)));
        var answer = await OpenAsync(url);
        var code = answer.Query("code") ?? (await SignInAsync(url)).Query("code");
        return (code.ShouldNotBeNull(), verifier);
    }

    /// <summary>Express joins the body by hand: nothing is encoded.</summary>
    public Task<Answer> ExchangeAsync(string code, string verifier) =>
        PostAsync("token", $"grant_type=authorization_code&code={code}&redirect_uri={App.RedirectUri}&code_verifier={verifier}");

    public async Task<Answer> TokensAsync(string scope = AllScopes)
    {
        var (code, verifier) = await CodeAsync(scope);
        return (await ExchangeAsync(code, verifier)).Is(HttpStatusCode.OK);
    }

    public async Task<Answer> UserInfoAsync(string scope = AllScopes) =>
        await UserInfoOfAsync((await TokensAsync(scope))["access_token"].GetString()!);

    public Task<Answer> UserInfoOfAsync(string accessToken) =>
        GetAsync("/api/v1/oauth2/userinfo", ("Authorization", "Bearer " + accessToken));

    /// <summary>
    /// The signing key has half a day left, as if it had signed for months. Walking there hour by hour would take minutes.
    /// </summary>
    public async Task AgeSigningKeyAsync()
    {
        var until = Platform.Time.GetUtcNow() + TimeSpan.FromHours(12);
        await ChangeAsync(database => database.SigningKeys.Where(k => k.ApplicationId == App.Id).ExecuteUpdateAsync(set => set
            .SetProperty(k => k.SignsUntil, until).SetProperty(k => k.PublishedUntil, until + TimeSpan.FromHours(24.5))));
        Platform.Time.Advance(TimeSpan.FromMinutes(6));
    }

    public static JsonElement Header(string jwt) => Part(jwt, 0);

    public static JsonElement Payload(string jwt) => Part(jwt, 1);

    private static JsonElement Part(string jwt, int index) => JsonDocument.Parse(DecodeFromChars(jwt.Split('.')[index])).RootElement;

    /// <summary>Where the application would be.</summary>
    private sealed class EmptyPage : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("") });
    }
}
