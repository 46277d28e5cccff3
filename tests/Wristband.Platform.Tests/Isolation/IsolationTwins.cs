using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>The suite sees endpoints that leak: each way of leaking is planted once.</summary>
public class IsolationTwins
{
    [Fact]
    public void An_endpoint_that_nobody_calls_is_reported() => Calls.Gaps(["GET /planted/{id}", "GET /users/{id}", "GET /tenants/{id}"],
        new Dictionary<string, Call[]>
        {
            ["GET /users/{id}"] = [new("/users/{user}")],
            ["GET /tenants/{id}"] = [new("/tenants/abc")],
            ["GET /gone"] = [new("/gone")],
        }).Count().ShouldBe(3);

    [Theory]
    [InlineData("code", "is told")]
    [InlineData("status", "is told")]
    [InlineData("etag", "is told")]
    [InlineData("list", "shows the tenant of")]
    [InlineData("write", "changed")]
    [InlineData("audit", "noted where the caller is not at home")]
    [InlineData("unnoted", "and noted 0")]
    public async Task An_endpoint_that_leaks_is_reported(string leak, string report)
    {
        await using var host = await PlatformHost.StartAsync(
            configure: builder => builder.Services.AddSingleton<IStartupFilter>(new Planted()));
        var (world, stranger) = (await World.BuildAsync(host), await World.BuildAsync(host));
        var check = new IsolationCheck(stranger, [await Caller.AdminAsync(world, stranger)]);

        var failures = await check.RunAsync("PATCH /planted/{id}", [new Call($"/planted-{leak}/{{user}}")]);

        failures.ShouldContain(failure => failure.Contains(report, StringComparison.Ordinal), string.Join('\n', failures));
    }

    private sealed class Planted : IStartupFilter
    {
        private const string Base = ApiEndpoint.Base + "/planted-";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                if (context.Request.Path.Value is { } path && path.StartsWith(Base, StringComparison.Ordinal))
                    await LeakAsync(context, path[Base.Length..].Split('/')[0], path.Split('/')[^1]);
                else await following(context);
            });
            next(app);
        };

        private static async Task LeakAsync(HttpContext context, string leak, string id)
        {
            var database = context.RequestServices.GetRequiredService<PlatformDbContext>();
            var application = (await database.HostNames.SingleAsync(h => h.Name == context.Request.Host.Host)).ApplicationId;
            var scope = context.RequestServices.GetRequiredService<TenantScope>();
            var there = default((string Application, string Tenant)?);
            foreach (var other in await database.Applications.Select(a => a.Id).ToListAsync())
            {
                scope.EnterApplication(other);
                if (await database.Users.SingleOrDefaultAsync(u => u.Id == id) is { } user) there = (other, user.TenantId);
            }
            context.Response.StatusCode = leak == "status" && there is not null ? 403 : 404;
            if (leak == "etag" && there is not null) context.Response.Headers.ETag = "\"1\"";
            scope.EnterApplication(leak == "audit" && there is { } elsewhere ? elsewhere.Application : application);
            if (leak != "unnoted")
            {
                database.AuditEvents.Add(new AuditEvent { At = default, ApplicationId = scope.ApplicationId!, Type = "api.refused" });
                await database.SaveChangesAsync();
            }
            if (leak == "write" && there is { } victim)
            {
                scope.EnterApplication(victim.Application);
                (await database.Tenants.SingleAsync(t => t.Id == victim.Tenant)).DisplayName = "Changed";
                await database.SaveChangesAsync();
            }
            var code = leak == "code" && there is not null ? "not_yours" : "not_found";
            await context.Response.WriteAsync(leak == "list" && there is { } found
                ? $$"""{"items":["{{string.Join("\",\"", await TenantsAsync(database, scope, found.Application))}}"]}"""
                : $$"""{"code":"{{code}}","ticket":"0"}""");
        }

        private static async Task<List<string>> TenantsAsync(PlatformDbContext database, TenantScope scope, string applicationId)
        {
            scope.EnterApplication(applicationId);
            return await database.Tenants.Where(t => t.ApplicationId == applicationId).Select(t => t.Id).ToListAsync();
        }
    }
}
