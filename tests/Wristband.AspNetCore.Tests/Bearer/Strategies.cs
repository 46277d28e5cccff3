using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Bearer;

/// <summary>The same protected thing as minimal API, route group, controller, Razor Page and SignalR hub.</summary>
internal static class Strategies
{
    public static readonly string[] Addresses = ["/minimal", "/group/inner", "/controller", "/page", "/hub/negotiate?negotiateVersion=1"];

    public static string Describe(ClaimsPrincipal user) =>
        string.Join(", ", user.Identities.Select(
            i => $"{i.AuthenticationType ?? "nobody"} {i.FindFirst(WristbandClaims.UserId)?.Value}".Trim()));

    public static Task<SdkWorld> StartAsync(string? policy) => SdkWorld.StartAsync(s =>
    {
        s.After = builder =>
        {
            // Not the controllers and pages of the products that are referenced here too.
            builder.Services.AddControllers().ConfigureApplicationPartManager(manager =>
            {
                foreach (var part in manager.ApplicationParts.Where(p => p.Name != typeof(Strategies).Assembly.GetName().Name).ToArray())
                    manager.ApplicationParts.Remove(part);
            });
            builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Bearer/Pages");
            builder.Services.AddSignalR();
        };
        s.Routes = app =>
        {
            var rule = policy is null ? new AuthorizeAttribute() : new AuthorizeAttribute(policy);
            app.MapMethods("/minimal", ["GET", "POST"], (ClaimsPrincipal user) => Describe(user)).RequireAuthorization(rule);
            app.MapGroup("/group").RequireAuthorization(rule)
                .MapMethods("/inner", ["GET", "POST"], (ClaimsPrincipal user) => Describe(user));
            app.MapControllers().RequireAuthorization(rule);
            app.MapRazorPages().RequireAuthorization(rule);
            app.MapHub<WhoHub>("/hub").RequireAuthorization(rule);
            app.MapPost("/open", (ClaimsPrincipal user) => Describe(user)).AllowAnonymous();
        };
    });
}

[Route("/controller")]
public sealed class WhoController : ControllerBase
{
    [HttpGet, HttpPost]
    public string Get() => Strategies.Describe(User);
}

[IgnoreAntiforgeryToken]
public sealed class WhoPage : PageModel
{
    public void OnGet()
    {
    }

    public void OnPost()
    {
    }
}

public sealed class WhoHub : Hub
{
    public string Who() => Strategies.Describe(Context.User!);
}
