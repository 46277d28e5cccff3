using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore;

namespace Wristband.Rules.Tests.Docs;

/// <summary>The C# that the documents show, so that it compiles.</summary>
internal static class Snippets
{
    public static void Start(string[] args)
    {
        #region snippet Start
        var builder = WebApplication.CreateBuilder(args);
        builder.AddWristband();                          // reads APPLICATION_VANITY_DOMAIN, CLIENT_ID, CLIENT_SECRET

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapWristband();                              // /api/auth/login, callback, logout, session, token
        app.MapGet("/", (ClaimsPrincipal user) => $"Hello from {user.GetTenantName()}").RequireAuthorization();
        app.Run();
        #endregion
    }

    public static void Protect(WebApplication app)
    {
        #region snippet Protect
        app.MapGet("/account", (ClaimsPrincipal user) => $"Hello {user.Identity?.Name}").RequireAuthorization();
        app.MapPost("/api/notes", () => Results.NoContent()).RequireWristbandSession();
        app.MapGet("/api/reports", () => Results.Ok()).RequireWristbandJwt();
        #endregion
    }

    public static void CallAnApi(WebApplicationBuilder builder)
    {
        #region snippet CallAnApi
        builder.Services.AddHttpClient("reports", client => client.BaseAddress = new Uri("https://reports.yourapp.io"))
            .AddWristbandAccessToken();
        #endregion
    }

    public static void Events(WebApplicationBuilder builder)
    {
        #region snippet Events
        builder.AddWristband(options => options.Events.OnSignedIn = async context =>
        {
            var people = context.HttpContext.RequestServices.GetRequiredService<People>();
            await people.RememberAsync(context.Identity);
        });
        #endregion
    }

    private sealed class People
    {
        public Task<ClaimsIdentity> RememberAsync(ClaimsIdentity identity) => Task.FromResult(identity);
    }
}
