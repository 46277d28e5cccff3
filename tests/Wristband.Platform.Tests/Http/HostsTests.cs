using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Http;

namespace Wristband.Platform.Tests.Http;

/// <summary>What names no host is served by none, so that forgetting the attribute shows a page to nobody.</summary>
public class HostsTests
{
    [Theory]
    [InlineData("Tenant", "/undeclared", HttpStatusCode.NotFound)]
    [InlineData("Application", "/undeclared", HttpStatusCode.NotFound)]
    [InlineData("Mailbox", "/undeclared", HttpStatusCode.NotFound)]
    [InlineData(null, "/undeclared", HttpStatusCode.NotFound)]
    [InlineData("Tenant", "/tenants", HttpStatusCode.OK)]
    [InlineData("Application", "/tenants", HttpStatusCode.NotFound)]
    [InlineData(null, "/tenants", HttpStatusCode.NotFound)]
    [InlineData("Application", "/everywhere", HttpStatusCode.OK)]
    [InlineData(null, "/everywhere", HttpStatusCode.OK)]
    public async Task An_endpoint_is_served_by_the_hosts_that_it_names_and_without_any_by_none(
        string? kind, string path, HttpStatusCode status)
    {
        await using var app = await StartAsync(kind is null ? null : Enum.Parse<HostKind>(kind));

        (await app.GetTestClient().GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_method_that_no_host_serves_is_still_told_as_that()
    {
        await using var app = await StartAsync(HostKind.Tenant);

        using var answer = await app.GetTestClient().PostAsync("/tenants", content: null, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private static async Task<WebApplication> StartAsync(HostKind? kind)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<MatcherPolicy, HostKindMatcherPolicy>();
        var app = builder.Build();
        var origin = new PublicOrigin("http", 80);
        app.Use((context, next) =>
        {
            if (kind is { } here) context.Features.Set(new HostContext(here, origin, null, null));
            return next(context);
        });
        app.UseRouting();
        app.MapGet("/undeclared", () => "");
        app.MapGet("/tenants", () => "").WithMetadata(new OnHostAttribute(HostKind.Tenant));
        app.MapGet("/everywhere", () => "").WithMetadata(new OnEveryHostAttribute());
        await app.StartAsync();
        return app;
    }
}
