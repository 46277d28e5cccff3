using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wristband.TestSupport;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>One application that uses the SDK, one platform, one network, one clock. Each test makes its own.</summary>
internal sealed class SdkWorld : IAsyncDisposable
{
    public const string App = "https://app.test";
    public const string SessionCookie = "__Host-session";
    public const string Secret = "4Jx0P7uT-2fKq9Wm5Zs8Rb1Nc6Yd3Ge-Hv";

    private readonly WebApplication _app;

    private SdkWorld(WebApplication app, FakePlatform platform, WatchedClock clock, Internet internet)
    {
        (_app, Platform, Clock, Internet) = (app, platform, clock, internet);
        Browser = NewBrowser();
    }

    public FakePlatform Platform { get; }

    public WatchedClock Clock { get; }

    public Internet Internet { get; }

    public Browser Browser { get; }

    public IServiceProvider Services => _app.Services;

    public HttpMessageHandler Handler => _app.GetTestServer().CreateHandler();

    public Browser NewBrowser() => new(Internet, Clock);

    /// <summary>With everything as it is by default, and somebody signed in.</summary>
    public static async Task<SdkWorld> SignedInAsync()
    {
        var world = await StartAsync();
        await world.SignInAsync();
        return world;
    }

    public static async Task<SdkWorld> StartAsync(Action<SdkWorldSetup>? setup = null)
    {
        var wishes = new SdkWorldSetup();
        setup?.Invoke(wishes);
        var clock = wishes.Clock ?? new WatchedClock();
        var platform = wishes.Platform ?? await FakePlatform.StartAsync(clock);
        var internet = new Internet().Host(FakePlatform.Host, platform.Handler).HostsBelow("platform.test", platform.Handler);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = wishes.Environment,
            ContentRootPath = wishes.ContentRoot,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(wishes.Logs);
        builder.Logging.SetMinimumLevel(wishes.LogLevel);
        builder.Configuration.AddInMemoryCollection(wishes.Settings);
        builder.Services.AddSingleton<TimeProvider>(clock);
        wishes.Before(builder);
        builder.AddWristband(wishes.Options);
        builder.Services.AddHttpClient(WristbandDefaults.BackchannelName).ConfigurePrimaryHttpMessageHandler(() => internet);
        wishes.After(builder);

        var app = builder.Build();
        wishes.Middleware(app);
        MapSample(app);
        wishes.Routes(app);
        await app.StartAsync();
        var world = new SdkWorld(app, platform, clock, internet);
        internet.Host("app.test", world.Handler).HostsBelow("app.test", world.Handler);
        return world;
    }

    /// <summary>The application under test: a page for everybody, one for members, and the two kinds of API.</summary>
    private static void MapSample(WebApplication app)
    {
        app.MapWristband();
        app.MapGet("/", (HttpContext context) => "home of " + (context.User.GetUserId() ?? "nobody"));
        app.MapGet("/members", [Authorize] (HttpContext context) => "members of " + context.User.GetTenantName());
        app.MapPost("/members", [Authorize] () => "posted");
        app.MapGet("/admins", [Authorize(Roles = "app:demo:admin")] () => "admins");
        app.MapGet("/owners", [Authorize(Roles = "app:demo:owner")] () => "owners");
        app.MapGet("/claims", [Authorize] (ClaimsPrincipal user) => user.Claims.Select(c => new { c.Type, c.Value }));
        app.MapGet("/access-token", async (HttpContext context) => await context.GetAccessTokenAsync() ?? "none");
        app.MapGet("/csrf-token", (HttpContext context) => context.GetCsrfToken() ?? "none");
        app.MapGet("/api/hello", () => "hello").RequireWristbandSession();
        app.MapPost("/api/hello", (ClaimsPrincipal user) => "hello " + user.GetUserId()).RequireWristbandSession().DisableAntiforgery();
        app.MapPost("/api/jwt-hello", (ClaimsPrincipal user) => "hello " + user.GetUserId()).RequireWristbandJwt();
    }

    /// <summary>Through login, platform and callback, as a person would.</summary>
    public async Task<Page> SignInAsync(string tenant = "acme", Browser? browser = null)
    {
        var page = await (browser ?? Browser).GetAsync($"{App}/api/auth/login?tenant_name={tenant}&return_url=/members");
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        page.Body.ShouldBe("members of " + tenant);
        return page;
    }

    /// <summary>The start of a login: what the browser would send to the callback.</summary>
    public async Task<Uri> CallbackOfANewLoginAsync(string query = "tenant_name=acme", Browser? browser = null)
    {
        browser ??= Browser;
        var authorize = (await browser.GetOnceAsync($"{App}/api/auth/login?{query}")).Location!;
        return (await browser.GetOnceAsync(authorize.AbsoluteUri)).Location!;
    }

    public string? Cookie(string name, Browser? browser = null) => (browser ?? Browser).Cookies.For(new Uri(App)).GetValueOrDefault(name);

    public Task<HttpResponseMessage> FetchAsync(string path, params (string Name, string Value)[] headers) =>
        Browser.FetchAsync(HttpMethod.Get, App + path, null, headers);

    public async Task<string> FetchTextAsync(string path)
    {
        using var response = await FetchAsync(path);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<JsonElement> FetchJsonAsync(string path) => JsonDocument.Parse(await FetchTextAsync(path)).RootElement;

    /// <summary>A script's POST with the CSRF token that the cookie offers.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, Browser? browser = null) =>
        (browser ?? Browser).FetchAsync(
            HttpMethod.Post, App + path, null, (WristbandDefaults.CsrfHeader, Cookie(WristbandDefaults.CsrfCookie, browser) ?? ""));

    /// <summary>A request with exactly these headers, without any browser's help.</summary>
    public Task<HttpResponseMessage> SendRawAsync(HttpMethod method, string path, params (string Name, string Value)[] headers) =>
        SendToAsync(method, App + path, headers);

    public async Task<HttpResponseMessage> SendToAsync(HttpMethod method, string url, params (string Name, string Value)[] headers)
    {
        using var invoker = new HttpMessageInvoker(Internet, disposeHandler: false);
        using var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await invoker.SendAsync(request, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Platform.DisposeAsync();
    }
}
