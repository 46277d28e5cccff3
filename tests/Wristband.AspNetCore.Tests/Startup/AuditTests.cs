using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Startup;

/// <summary>G-20: what is wrong with the finished application is said when it starts, and stops it where it is unsafe.</summary>
public class AuditTests
{
    [Fact]
    public async Task A_sound_application_starts_without_a_word()
    {
        var logs = await StartAsync(app =>
        {
            app.MapWristband();
            app.MapGet("/", () => "home");
            app.MapGet("/members", [Authorize] () => "members");
            app.MapPost("/api/notes", () => "saved").RequireWristbandSession();
            app.MapPost("/api/public", () => "heard").AllowAnonymous();
            app.MapPost("/form", [Authorize] ([FromForm] string text) => text);
        }, options => options.ProtectedPaths.Add("/api"));

        logs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Authorization_before_authentication_is_refused_everywhere(string environment) =>
        (await RefusalAsync(app =>
        {
            app.UseAuthorization();
            app.UseAuthentication();
            app.MapWristband();
        }, environment)).ShouldBe(["WB1041"]);

    // The framework adds authorization in front of what the application names.
    [Fact]
    public async Task Authentication_named_alone_is_refused() => (await RefusalAsync(app =>
    {
        app.MapWristband();
        app.UseAuthentication();
    })).ShouldBe(["WB1041"]);

    [Fact]
    public async Task Routing_after_authentication_is_refused() => (await RefusalAsync(app =>
    {
        app.UseAuthentication();
        app.UseRouting();
        app.UseAuthorization();
        app.MapWristband();
    })).ShouldBe(["WB1042"]);

    [Fact]
    public async Task Routing_named_alone_is_refused() => (await RefusalAsync(app =>
    {
        app.UseRouting();
        app.MapWristband();
    })).ShouldBe(["WB1042"]);

    [Fact]
    public async Task All_three_in_order_pass()
    {
        var logs = await StartAsync(app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapWristband();
        });

        logs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_older_style_of_hosting_needs_both_middlewares(bool both)
    {
        using var host = new HostBuilder().ConfigureWebHost(web => web.UseTestServer()
            .ConfigureAppConfiguration(c => c.AddInMemoryCollection(new SdkWorldSetup().Settings))
            .ConfigureServices(services => services.AddWristband())
            .Configure(app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                if (both) app.UseAuthorization();
                app.UseEndpoints(endpoints => endpoints.MapWristband());
            })).Build();

        if (both) await host.StartAsync();
        else (await Should.ThrowAsync<InvalidOperationException>(() => host.StartAsync())).Message.ShouldStartWith("WB1041");
    }

    [Fact]
    public async Task A_missing_login_is_pointed_out() =>
        (await StartAsync(app => app.MapGet("/members", [Authorize] () => ""))).ShouldHaveSingleItem()
            .ShouldStartWith("WB1043 app.MapWristband()");

    [Fact]
    public async Task An_API_that_takes_only_tokens_needs_no_login() =>
        (await StartAsync(app => app.MapGet("/api", () => "").RequireWristbandJwt())).ShouldBeEmpty();

    [Fact]
    public async Task A_login_that_is_mapped_twice_is_refused() => (await RefusalAsync(app =>
    {
        app.MapWristband();
        app.MapWristband();
    })).ShouldBe(["WB1044"]);

    [Fact]
    public async Task A_login_on_two_hosts_is_no_login_mapped_twice() => (await StartAsync(app =>
    {
        app.MapWristband().RequireHost("a.test");
        app.MapWristband().RequireHost("b.test");
    })).ShouldBeEmpty();

    [Fact]
    public async Task A_login_below_a_group_is_refused() =>
        (await RefusalAsync(app => app.MapGroup("/v1").MapWristband())).ShouldBe(["WB1045"]);

    [Theory]
    [InlineData("Production", "/api/open", true)]
    [InlineData("Development", "/api/open", false)]
    [InlineData("Production", "/apis/open", false)]
    public async Task An_open_endpoint_under_a_protected_path_is_refused_outside_of_Development(
        string environment, string path, bool refused)
    {
        void Map(WebApplication app)
        {
            app.MapWristband();
            app.MapGet(path, () => "");
        }
        void Protect(WristbandOptions options) => options.ProtectedPaths.Add("/api");

        if (refused) (await RefusalAsync(Map, environment, Protect)).ShouldBe(["WB1046"]);
        else (await StartAsync(Map, Protect, environment)).Count(l => l.StartsWith("WB1046", StringComparison.Ordinal))
            .ShouldBe(path == "/api/open" ? 1 : 0);
    }

    [Fact]
    public async Task A_fallback_policy_protects_what_says_nothing() => (await StartAsync(
        app =>
        {
            app.MapWristband();
            app.MapGet("/api/open", () => "");
        },
        options => options.ProtectedPaths.Add("/api"),
        before: b => b.Services.AddAuthorizationBuilder().AddFallbackPolicy("members", p => p.RequireAuthenticatedUser()))).ShouldBeEmpty();

    [Fact]
    public async Task A_change_under_plain_Authorize_without_antiforgery_is_pointed_out()
    {
        var logs = await StartAsync(app =>
        {
            app.MapWristband();
            app.MapPost("/change", [Authorize] () => "");
            app.MapDelete("/partners", [Authorize(AuthenticationSchemes = "Other, Wristband.Session")] () => "");
            app.MapPost("/checked", [Authorize] () => "").WithMetadata(new RequireAntiforgeryTokenAttribute());
            app.MapPost("/jwt", () => "").RequireWristbandJwt();
            app.MapPost("/other", [Authorize(AuthenticationSchemes = "Other")] () => "");
            app.MapPost("/open", [Authorize] () => "").AllowAnonymous();
        });

        logs.Select(l => l.Split('\'')[1]).ShouldBe(["POST /change", "DELETE /partners"]);
        logs.ShouldAllBe(l => l.StartsWith("WB1047"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    public async Task Any_host_name_is_pointed_out(string? hosts) =>
        (await StartAsync(app => app.MapWristband(), before: b => b.Configuration["AllowedHosts"] = hosts)).ShouldHaveSingleItem()
            .ShouldStartWith("WB1048");

    [Fact]
    public async Task A_listed_origin_without_TLS_is_refused_outside_of_Development()
    {
        static void List(WristbandOptions options) => options.AllowedCsrfOrigins.Add("http://www.app.test");

        (await RefusalAsync(app => app.MapWristband(), "Production", List)).ShouldBe(["WB1049"]);
        (await StartAsync(app => app.MapWristband(), List, "Development")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_audit_can_be_switched_off() => (await StartAsync(app =>
    {
        app.MapWristband();
        app.MapWristband();
    }, options => options.StartupAudit = false)).ShouldBeEmpty();

    [Fact]
    public async Task All_findings_are_said_at_once() => (await RefusalAsync(
        app =>
        {
            app.UseRouting();
            app.MapWristband();
            app.MapWristband();
            app.MapGet("/api/open", () => "");
        },
        configure: options => options.ProtectedPaths.Add("/api"))).ShouldBe(["WB1042", "WB1044", "WB1046"]);

    // The last line, should the order ever escape the audit: without a known endpoint no CSRF token was asked for.
    [Fact]
    public async Task An_unsafe_request_whose_session_was_looked_at_before_routing_does_not_get_through()
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Options = options => options.StartupAudit = false;
            s.Middleware = app =>
            {
                app.UseAuthentication();
                app.UseRouting();
                app.UseAuthorization();
            };
        });
        await world.SignInAsync();

        using var forged = await world.Browser.FetchAsync(HttpMethod.Post, SdkWorld.App + "/api/hello");
        using var honest = await world.PostAsync("/api/hello");

        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        honest.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task XE6_Blazors_own_endpoints_are_nobodys_fault()
    {
        var logs = await StartAsync(app =>
        {
            app.MapWristband();
            app.MapRazorComponents<BrandedProblem>().AddInteractiveServerRenderMode().RequireAuthorization();
        }, before: builder => builder.Services.AddRazorComponents().AddInteractiveServerComponents());

        logs.ShouldBeEmpty();
    }

    private static async Task<string[]> RefusalAsync(
        Action<WebApplication> map, string environment = "Production", Action<WristbandOptions>? configure = null)
    {
        var error = await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(map, configure, environment));
        return [.. error.Message.Split(Environment.NewLine).Select(line => line[..6])];
    }

    /// <summary>What was logged at warning or above while the application started.</summary>
    private static async Task<string[]> StartAsync(
        Action<WebApplication> map, Action<WristbandOptions>? configure = null, string environment = "Production",
        Action<WebApplicationBuilder>? before = null)
    {
        var logs = new CollectedLogs();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = SdkWorldSetup.Empty.FullName,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(new SdkWorldSetup().Settings);
        builder.Configuration["AllowedHosts"] = "app.test";
        builder.Services.AddAntiforgery();
        before?.Invoke(builder);
        builder.AddWristband(configure);
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        return [.. logs.Lines.Where(l => l.Id.Id is 1039 or 1040).Select(l => l.Text)];
    }
}
