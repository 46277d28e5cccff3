using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
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
}
