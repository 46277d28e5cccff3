using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Wristband.Bench.Apps;

/// <summary>One small application twice: protected by the SDK, or by the framework's own cookie authentication and nothing else.</summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        await using var app = args.Contains("bare") ? Bare(args) : Sdk(args);
        await app.RunAsync();
    }

    private static WebApplication Sdk(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddWristband();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapWristband();
        app.MapGet("/", () => "ready");
        app.MapGet("/api/session-hello", Hello).RequireWristbandSession();
        app.MapGet("/api/jwt-hello", Hello).RequireWristbandJwt();
        return app;
    }

    private static WebApplication Bare(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", () => "ready");
        app.MapPost("/sign-in", (Delegate)SignInAsync);
        app.MapGet("/api/session-hello", Hello).RequireAuthorization();
        return app;
    }

    private static IResult Hello(ClaimsPrincipal user) =>
        Results.Json(new { message = "Hello World!", tenantId = user.FindFirst("tnt_id")?.Value });

    /// <summary>A ticket of the same weight as the SDK's: the caller sends the claims and tokens that the SDK would keep.</summary>
    private static async Task<IResult> SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var identity = new ClaimsIdentity(form.Where(field => !field.Key.EndsWith("_token", StringComparison.Ordinal))
            .Select(field => new Claim(field.Key, field.Value.ToString())), "bare");
        var properties = new AuthenticationProperties();
        properties.StoreTokens(form.Where(field => field.Key.EndsWith("_token", StringComparison.Ordinal))
            .Select(field => new AuthenticationToken { Name = field.Key, Value = field.Value.ToString() }));
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), properties);
        return Results.Ok();
    }
}
