using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;
using Wristband.Rules.Tests.Docs;

namespace Wristband.Rules.Tests.Contracts;

/// <summary>What answers under which address, and what stands in front of it.</summary>
public class RoutesTests
{
    /// <summary>Unsafe addresses without antiforgery, each with what stands in its place.</summary>
    private static readonly Dictionary<string, string> WithoutAntiforgery = new()
    {
        ["/api/v1/custom-domains/validate"] = "changes nothing",
        ["/api/v1/oauth2/authorize"] = "the protocol's own state, nonce and PKCE; OpenID Connect allows POST",
        ["/api/v1/oauth2/revoke"] = "cookies do not count, the client authenticates",
        ["/api/v1/oauth2/token"] = "cookies do not count, the client authenticates",
        ["/api/v1/oauth2/userinfo"] = "changes nothing, and cookies do not count",
        ["/error"] = "runs in place of a request that failed, and changes nothing",
        ["/api/auth/backchannel-logout"] = "cookies do not count, the platform signs",
        ["/api/auth/logout"] = "checks the CSRF token itself, and only when there is a session to end",
        ["/_blazor"] = "a circuit, started by a page of this application; the SDK checks where it comes from",
        ["/_blazor/disconnect/"] = "ends the caller's own circuit",
        ["/_blazor/initializers/"] = "changes nothing",
        ["/_blazor/negotiate"] = "opens a connection, and the SDK checks where it comes from",
        ["/health/live"] = "changes nothing",
        ["/health/ready"] = "changes nothing",
    };

    /// <summary>Guards that leave nothing for antiforgery to do.</summary>
    private static readonly Dictionary<string, string> AsGood = new()
    {
        ["antiforgery"] = "the framework's own check",
        [$"auth:{WristbandDefaults.SessionPolicy}"] = "the policy checks the CSRF token itself",
        [$"auth:{WristbandDefaults.JwtPolicy}"] = "cookies do not count, and browsers send nothing else by themselves",
    };

    private static readonly Lazy<Task<IReadOnlyList<(string Product, IReadOnlyList<Route> Routes)>>> Products = new(ReadAsync);

    [Fact]
    public async Task Routes_are_approved()
    {
        var text = new StringBuilder();
        foreach (var (product, routes) in await Products.Value)
        {
            text.Append(product).Append('\n');
            foreach (var r in routes) text.Append($"  {r.Verbs,-8} {r.Path,-44} {r.Hosts,-20} {r.Guards,-30} {r.Type}\n");
        }

        text.ToString().ShouldBeApproved("Routes");
    }

    [Fact]
    public async Task The_map_leads_from_every_address_to_its_file()
    {
        var text = new StringBuilder("""
            # Map

            From an address to the file that answers it. Generated from the running hosts: `APPROVE=1 make test` writes it anew.

            """);
        foreach (var (product, routes) in await Products.Value)
        {
            text.Append($"\n## {product}\n\n| address | verbs | host | file |\n|---|---|---|---|\n");
            foreach (var r in routes) text.Append($"| `{r.Path}` | {r.Verbs} | {r.Hosts} | {Link(product, r)} |\n");
        }

        text.Append(Walk.Section(SourceTree.Product));
        text.ToString().ShouldBeTheFile("docs/map.md");
    }

    [Fact]
    public async Task Unsafe_addresses_check_antiforgery() => Unguarded((await Products.Value).SelectMany(p => p.Routes)).ShouldBeNone();

    [Fact]
    public async Task No_exception_outlives_its_address() =>
        WithoutAntiforgery.Keys.Except((await Products.Value).SelectMany(p => p.Routes).Select(r => r.Path)).ShouldBeNone();

    [Fact]
    public async Task An_unsafe_address_without_antiforgery_can_fail()
    {
        var routes = await RoutesOfAsync(app =>
        {
            app.MapPost("/open", () => "");
            app.MapMethods("/also-open", ["GET", "DELETE"], () => "");
            app.Map("/any", () => "");
            app.MapGet("/safe", () => "");
            app.MapPost("/guarded", () => "").WithMetadata(new RequireAntiforgeryTokenAttribute());
        });

        Unguarded(routes).Order(StringComparer.Ordinal).Select(v => v.Split(' ')[0]).ShouldBe(["/also-open", "/any", "/open"]);
    }

    [Fact]
    public async Task Every_address_of_the_platform_names_its_hosts() => WithoutHost((await Products.Value)[0].Routes).ShouldBeNone();

    [Fact]
    public async Task An_address_without_host_can_fail() =>
        WithoutHost(await RoutesOfAsync(app => app.MapGet("/nowhere", () => ""))).ShouldReport("/nowhere names no kind of host");

    [Fact]
    public async Task A_route_without_its_guard_can_fail()
    {
        var before = await RoutesOfAsync(app => app.MapGet("/a", () => "").RequireAuthorization("Some"));
        var after = await RoutesOfAsync(app => app.MapGet("/a", () => ""));

        Approval.Differences(before.Single().ToString(), after.Single().ToString(), "routes").ShouldReport("auth:Some");
    }

    private static IEnumerable<string> WithoutHost(IEnumerable<Route> routes) => routes.Where(r => !r.NamesHosts)
        .Select(r => $"{r.Path} names no kind of host and is served nowhere ({r.Type}). Add [OnHost].");

    private static IEnumerable<string> Unguarded(IEnumerable<Route> routes) => routes
        // Cookies do not count where a token and a permission are asked for.
        .Where(r => r.IsUnsafe && r.Permission is null && !r.Guards.Split(' ').Any(AsGood.ContainsKey)
            && !WithoutAntiforgery.ContainsKey(r.Path))
        .Select(r =>
            $"{r.Path} takes {r.Verbs} without an antiforgery check ({r.Type}). Add one, or list it with what stands in its place.");

    private static async Task<IReadOnlyList<(string Product, IReadOnlyList<Route> Routes)>> ReadAsync()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var demo = await DemoHost.StartAsync(platform, await platform.ApplicationAsync());
        return [("Wristband.Platform", await RouteTable.OfAsync(platform.Services)),
            ("Wristband.DemoApp", await RouteTable.OfAsync(demo.Services))];
    }

    private static async Task<IReadOnlyList<Route>> RoutesOfAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddAuthorization();
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        return await RouteTable.OfAsync(app.Services);
    }

    private static string Link(string product, Route route)
    {
        var path = route.Source.EndsWith(".cshtml", StringComparison.Ordinal) ? $"src/{product}/{route.Source}" : FileOf(route.Source);
        return path is null ? route.Type : $"[{path["src/".Length..]}](../{path})";
    }

    private static string? FileOf(string type) => SourceTree.Product.FirstOrDefault(file => file.Nodes<BaseTypeDeclarationSyntax>().Any(t =>
        $"{t.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name}.{t.Identifier}" == type))?.Path;
}
