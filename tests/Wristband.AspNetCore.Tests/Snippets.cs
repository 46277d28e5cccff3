using System.Security.Claims;
using Medallion.Threading;
using Medallion.Threading.Postgres;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests;

/// <summary>The C# of docs/sdk.md, so that it compiles; SnippetTests runs what can be run.</summary>
internal static class Snippets
{
    public static void Protect(WebApplication app)
    {
        #region snippet Protect
        // For scripts: cookie and CSRF token, answers 401, 403 and 503 as JSON.
        app.MapPost("/api/notes", (Note note, ClaimsPrincipal user) => Save(user.GetTenantId()!, note)).RequireWristbandSession();

        // For other programs: an access token in the Authorization header.
        app.MapGet("/api/report", (ClaimsPrincipal user) => Report(user.GetTenantId()!)).RequireWristbandJwt();

        // For both: a bearer token decides when there is one, else the session does.
        app.MapGet("/api/status", (ClaimsPrincipal user) => Report(user.GetTenantId()!)).RequireWristbandSessionOrJwt();

        // For people: sends the browser to the login, and back here.
        app.MapGet("/notes", [Authorize] (ClaimsPrincipal user) => $"Notes of {user.GetTenantName()}");

        // By role, on anything.
        app.MapGet("/settings", [Authorize(Roles = "app:demo:owner")] () => "Settings");

        // A whole group.
        var api = app.MapGroup("/api/v1").RequireWristbandSession();
        #endregion
        api.MapGet("/", () => "");
    }

    public static void Events(WebApplicationBuilder builder)
    {
        #region snippet Events
        builder.AddWristband(options =>
        {
            options.Events.OnSignedIn = async context =>
            {
                var plans = context.HttpContext.RequestServices.GetRequiredService<Plans>();
                context.Identity.AddClaim(
                    new Claim("plan", await plans.OfAsync(context.Identity.FindFirst(WristbandClaims.TenantId)!.Value)));
            };
            options.Events.OnSessionMetadata = context =>
            {
                context.Metadata["plan"] = context.User.FindFirst("plan")?.Value;
                return Task.CompletedTask;
            };
        });
        #endregion
    }

    public static WebApplication Named(WebApplicationBuilder builder)
    {
        #region snippet Named
        builder.AddWristband();                          // the default configuration
        builder.AddWristband("partners");                // section "partners" within "Wristband"

        var app = builder.Build();
        app.MapWristband();                              // /api/auth/...
        app.MapWristband("partners");                    // /api/auth/partners/...

        app.MapGet("/api/orders", () => "for customers").RequireWristbandSession();
        app.MapGet("/api/catalogue", () => "for partners").RequireWristbandSession("partners");
        app.MapGet("/api/stock", () => "for partners' programs").RequireWristbandJwt("partners");
        app.MapGet("/partners", [Authorize(AuthenticationSchemes = "Wristband.Session.partners")] () => "for partners, with a login");
        #endregion
        return app;
    }

    public static void Problems(WebApplicationBuilder builder)
    {
        #region snippet Problems
        builder.AddWristband(options => options.Events.OnProblem = context =>
        {
            context.Result = new RazorComponentResult<BrandedProblem>(new { Problem = context });
            return Task.CompletedTask;
        });
        #endregion
    }

    public static void Paths(WebApplicationBuilder builder)
    {
        #region snippet ProtectedPaths
        builder.AddWristband(options => options.ProtectedPaths.Add("/api"));
        #endregion
    }

    public static void Outgoing(WebApplicationBuilder builder, WebApplication app)
    {
        #region snippet Outgoing
        builder.Services.AddHttpClient("reports", client => client.BaseAddress = new Uri("https://reports.yourapp.io"))
            .AddWristbandAccessToken();

        app.MapGet("/api/reports", async (IHttpClientFactory clients, CancellationToken aborted) =>
        {
            using var client = clients.CreateClient("reports");
            return await client.GetStringAsync("/v1/reports", aborted);
        }).RequireWristbandSession();

        app.MapGet("/api/whoami", async (HttpContext context, CancellationToken aborted) => await context.GetAccessTokenAsync(aborted))
            .RequireWristbandSession();
        #endregion
    }

    public static void KeyRing(WebApplicationBuilder builder, DirectoryInfo sharedFolder)
    {
        #region snippet KeyRing
        builder.Services.AddDataProtection().SetApplicationName("shop").PersistKeysToFileSystem(sharedFolder);
        #endregion
    }

    public static void Health(WebApplicationBuilder builder, WebApplication app)
    {
        #region snippet Health
        builder.Services.AddHealthChecks().AddWristband();
        app.MapHealthChecks("/health/ready");
        #endregion
    }

    public static void Locks(WebApplicationBuilder builder, string connectionString)
    {
        #region snippet Locks
        builder.Services.AddSingleton<IDistributedLockProvider>(new PostgresDistributedSynchronizationProvider(connectionString));
        builder.AddWristband(options =>
        {
            options.SessionStore = WristbandSessionStore.DistributedCache;
            options.DistributedLocks = true;
        });
        #endregion
    }

    public static void BackchannelLogout(WebApplicationBuilder builder)
    {
        #region snippet BackchannelLogout
        builder.AddWristband(options => options.BackchannelLogout = true);       // POST /api/auth/backchannel-logout
        #endregion
    }

    public static void Store(WebApplicationBuilder builder)
    {
        #region snippet Store
        builder.Services.AddStackExchangeRedisCache(redis => redis.Configuration = "redis:6379");
        builder.AddWristband(options => options.SessionStore = WristbandSessionStore.DistributedCache);
        #endregion
    }

    public static void Blazor(WebApplicationBuilder builder)
    {
        #region snippet Blazor
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddWristband();
        #endregion
    }

    public static void Backchannel(WebApplicationBuilder builder, HttpMessageHandler fakePlatform)
    {
        #region snippet Backchannel
        builder.Services.AddHttpClient(WristbandDefaults.BackchannelName).ConfigurePrimaryHttpMessageHandler(() => fakePlatform);
        #endregion
    }

    private static string Save(string tenantId, Note note) => tenantId + note.Text;

    private static string Report(string tenantId) => tenantId;

    internal sealed record Note(string Text);

    internal sealed class Plans
    {
        public Task<string> OfAsync(string tenantId) => Task.FromResult("gold for " + tenantId);
    }
}
