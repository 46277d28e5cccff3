using System.Security.Claims;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tokens;

namespace Wristband.Benchmarks;

/// <summary>What the SDK does with the session of each request.</summary>
public class SdkSteps
{
    private const string Bare = "Bare";

    private ISecureDataFormat<AuthenticationTicket> _format = null!;
    private AuthenticationProperties _properties = null!;
    private string _cookie = "";
    private string _bareCookie = "";
    private IServiceProvider _services = null!;

    [GlobalSetup]
    public void Setup()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Wristband:ApplicationVanityDomain"] = "bench.platform.example",
            ["Wristband:ClientId"] = "bench-client",
            ["Wristband:ClientSecret"] = "bench-client-secret-of-at-least-32-characters",
            ["Wristband:SessionSecrets:0"] = "bench-session-secret-of-at-least-32-characters",
        });
        builder.AddWristband();
        builder.Services.AddAuthentication().AddCookie(Bare);
        _services = builder.Build().Services;
        _format = _services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(WristbandDefaults.SessionScheme).TicketDataFormat;

        var now = TimeProvider.System.GetUtcNow();
        var tokens = new TokenSet(new string('a', 900), new string('r', 80), now.AddMinutes(30), now.AddMinutes(29));
        _properties = SessionTicket.Create(tokens, now, TimeSpan.FromHours(12)).Properties;
        var identity = new ClaimsIdentity(
            [new("sub", new string('s', 26)), new("tnt_id", new string('t', 26)), new("email", "person@bench.example")], "bench");
        _cookie = _format.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), _properties, WristbandDefaults.SessionScheme));
        var bare = _services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Bare).TicketDataFormat;
        var properties = new AuthenticationProperties { IsPersistent = true, IssuedUtc = now, ExpiresUtc = now.AddHours(12) };
        properties.StoreTokens(SessionTicket.Create(tokens, now, TimeSpan.FromHours(12)).Properties.GetTokens());
        _bareCookie = bare.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Bare));
    }

    /// <summary>All that the SDK does to find the user of a request.</summary>
    [Benchmark]
    public Task<bool> SessionAuthenticate() => AuthenticateAsync(WristbandDefaults.SessionScheme, "__Host-session=" + _cookie);

    /// <summary>The same by the framework's cookie authentication alone, with the same claims and tokens.</summary>
    [Benchmark]
    public Task<bool> BareAuthenticate() => AuthenticateAsync(Bare, ".AspNetCore.Bare=" + _bareCookie);

    private async Task<bool> AuthenticateAsync(string scheme, string cookie)
    {
        await using var scope = _services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("app.example");
        context.Request.Method = "GET";
        context.Request.Headers.Cookie = cookie;
        var result = await context.AuthenticateAsync(scheme);
        return result.Succeeded ? true : throw new InvalidOperationException("Nobody is signed in: " + result.Failure?.Message);
    }

    /// <summary>Decrypting and reading the session cookie.</summary>
    [Benchmark]
    public object? CookieRead() => _format.Unprotect(_cookie);

    /// <summary>Whether the access token is due for a refresh, from the ticket's properties.</summary>
    [Benchmark]
    public bool RefreshDecision() => TimeProvider.System.GetUtcNow() >= SessionTicket.Read(_properties)!.RefreshDue;
}
