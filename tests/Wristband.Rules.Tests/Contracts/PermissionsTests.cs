using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Contracts;

/// <summary>Every address of the management API says which permission it needs, or why it needs none.</summary>
public class PermissionsTests
{
    /// <summary>Addresses below /api/v1 that take no token of a caller of the API, each with what they are.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["/api/v1/clients/{clientId}/sdk-configuration"] = "what an SDK reads before it has a token",
        ["/api/v1/custom-domains/validate"] = "public, and tells of active domains alone",
        ["/api/v1/logout"] = "ends the session of a browser",
    };

    [Fact]
    public async Task Every_address_of_the_API_declares_its_permission() => Check(await OfPlatformAsync(), Others).ShouldBeNone();

    [Fact]
    public async Task No_exception_outlives_its_address() =>
        Others.Keys.Except((await OfPlatformAsync()).Select(r => r.Path)).ShouldBeNone();

    [Fact]
    public async Task An_address_without_permission_or_with_an_unknown_one_can_fail()
    {
        var routes = await RoutesAsync(app =>
        {
            app.MapGet("/api/v1/forgotten", () => "");
            app.MapGet("/api/v1/misspelt", () => "").RequirePermission("users:read");
            app.MapGet("/api/v1/silent", () => "").RequireNoPermission("");
            app.MapGet("/api/v1/right", () => "").RequirePermission("user:read");
            app.MapGet("/api/v1/open", () => "").RequireNoPermission("tells everybody the same");
            app.MapPost("/api/v1/oauth2/token", () => "");
            app.MapGet("/login", () => "");
        });

        Check(routes, []).Select(problem => problem.Split(' ')[0]).Order(StringComparer.Ordinal)
            .ShouldBe(["/api/v1/forgotten", "/api/v1/misspelt", "/api/v1/silent"]);
    }

    private static IEnumerable<string> Check(IEnumerable<Route> routes, Dictionary<string, string> others)
    {
        foreach (var route in routes.Where(r => r.Path.StartsWith("/api/v1/", StringComparison.Ordinal)
            && !r.Path.StartsWith("/api/v1/oauth2/", StringComparison.Ordinal) && !others.ContainsKey(r.Path)))
        {
            if (route.Permission is not { } required)
                yield return $"{route.Path} ({route.Verbs}) declares no permission. Add RequirePermission or RequireNoPermission.";
            else if (required.Value is { } value && !PredefinedPermissions.IsTaken(value))
                yield return $"{route.Path} ({route.Verbs}) asks for {value}, which is none of the predefined permissions.";
            else if (required.Value is null && string.IsNullOrWhiteSpace(required.Reason))
                yield return $"{route.Path} ({route.Verbs}) does not say why it needs no permission.";
        }
    }

    private static async Task<IReadOnlyList<Route>> OfPlatformAsync()
    {
        await using var platform = await PlatformHost.StartAsync();
        return await RouteTable.OfAsync(platform.Services);
    }

    private static async Task<IReadOnlyList<Route>> RoutesAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        return await RouteTable.OfAsync(app.Services);
    }
}
