using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Wristband.Compatibility.Tests.Documents;
using Wristband.Compatibility.Tests.Running;

namespace Wristband.Compatibility.Tests.RelyingParties;

/// <summary>The framework's own handler, as its documentation configures it.</summary>
[Sdk("ASP.NET Core 10 AddOpenIdConnect")]
public sealed class AspNetCoreTests(Guests guests) : RelyingPartyJourneys(guests)
{
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static WebApplication? _app;

    private protected override GuestApp App => Guests.AspNetCore;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Once.WaitAsync();
        try
        {
            _app ??= await StartAsync();
        }
        finally
        {
            Once.Release();
        }
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(App.Url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddAuthentication(options =>
        {
            options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
        }).AddCookie().AddOpenIdConnect(Configure);
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", (HttpContext context) => new { signedIn = context.User.Identity!.IsAuthenticated });
        app.MapGet(App.LoginPath, () => Results.Challenge(new AuthenticationProperties { RedirectUri = "/me" }));
        app.MapGet("/me", (Delegate)MeAsync).RequireAuthorization();
        app.MapPost("/refresh", (Delegate)RefreshAsync).RequireAuthorization();
        app.MapGet(LogoutPath, () => Results.SignOut(new AuthenticationProperties { RedirectUri = "/" },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]));
        await app.StartAsync();
        return app;
    }

    private void Configure(OpenIdConnectOptions options)
    {
        (options.ClientId, options.ClientSecret) = Guests.Platform.Client(App);
        options.MetadataAddress = Guests.Platform.TenantUrl(App, "acme") + "/.well-known/openid-configuration";
        options.BackchannelHttpHandler = Guests.Platform.Network();
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CallbackPath = App.CallbackPath;
        options.MapInboundClaims = false;
        options.SaveTokens = true;
        foreach (var scope in new[] { "offline_access", "email", "roles" }) options.Scope.Add(scope);

        // The application is on plain http: Secure cookies would not come back to anything but a browser.
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
    }

    private async Task<IResult> MeAsync(HttpContext context)
    {
        var idToken = new JsonWebToken(await context.GetTokenAsync("id_token"));
        using var client = Backchannel();
        using var request = new HttpRequestMessage(HttpMethod.Get, Guests.Platform.Issuer(App) + "/api/v1/oauth2/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await context.GetTokenAsync("access_token"));
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var claims = JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(idToken.EncodedPayload)).RootElement;
        return Results.Json(new { claims, userinfo = await answer.Content.ReadFromJsonAsync<JsonElement>() });
    }

    private async Task<IResult> RefreshAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync();
        var properties = ticket.Properties!;
        var before = properties.GetTokenValue("refresh_token")!;
        var (id, secret) = Guests.Platform.Client(App);
        using var client = Backchannel();
        using var answer = await client.PostAsync(
            new Uri(Guests.Platform.Issuer(App) + "/api/v1/oauth2/token"), new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = before,
                ["client_id"] = id,
                ["client_secret"] = secret,
            }));
        answer.EnsureSuccessStatusCode();
        var tokens = new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync());
        properties.UpdateTokenValue("access_token", tokens.AccessToken);
        properties.UpdateTokenValue("refresh_token", tokens.RefreshToken);
        await context.SignInAsync(ticket.Principal!, properties);
        return Results.Json(new { rotated = tokens.RefreshToken != before });
    }

    private HttpClient Backchannel() => new(Guests.Platform.Network(), disposeHandler: true);
}
