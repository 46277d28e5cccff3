using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Http;

/// <summary>X-A17: one-time values reach no log, whatever is switched on.</summary>
public class AddressesInLogsTests
{
    [Fact]
    public async Task XA17_no_value_of_an_address_is_logged_at_any_level()
    {
        await using var platform = await StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var browser = platform.NewBrowser();

        var login = await browser.GetAsync(app.AuthorizeUrl(user.Tenant));
        var handle = QueryHelpers.ParseQuery(login.Url.Query)["req"].ToString();
        await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/forgot-password?req={handle}"), "#forgot",
            new Dictionary<string, string> { ["email"] = user.Email });
        var link = new Uri((await platform.Mailbox.LastToAsync(user.Email)).Link);
        var token = QueryHelpers.ParseQuery(link.Query)["token"].ToString();
        var done = await browser.SubmitAsync(
            await browser.GetAsync(link.ToString()), "#reset", new Dictionary<string, string> { ["password"] = "quite another phrase" },
            follow: false);
        var authorized = await browser.GetOnceAsync(done.Location!.ToString());
        var code = QueryHelpers.ParseQuery(authorized.Location!.Query)["code"].ToString();
        await app.RedeemAsync(code);

        var log = platform.Services.GetRequiredService<FakeLogCollector>().GetSnapshot()
            .Select(r => $"{r.Category} {r.Level} {r.Message} {string.Join(' ', r.StructuredState ?? [])} {r.Exception}").ToList();
        log.ShouldContain(line => line.StartsWith("Microsoft.AspNetCore.Routing", StringComparison.Ordinal), "Trace is on");
        foreach (var value in new[] { handle, token, code })
        {
            value.Length.ShouldBeGreaterThan(20);
            log.ShouldNotContain(line => line.Contains(value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_the_rule_the_framework_writes_them()
    {
        await using var platform = await StartAsync(builder =>
            builder.Services.Remove(builder.Services.Single(s => s.ServiceType == typeof(IPostConfigureOptions<LoggerFilterOptions>)
                && s.ImplementationType?.Name == "AddressesInLogs")));

        await platform.NewBrowser().GetAsync($"{(await platform.TenantAsync()).Base}/reset-password?token=a-token-that-is-marked");

        platform.Services.GetRequiredService<FakeLogCollector>().GetSnapshot()
            .ShouldContain(r => r.Message.Contains("a-token-that-is-marked", StringComparison.Ordinal));
    }

    // As loud as it gets: for everything, and by name for the fake provider.
    private static Task<PlatformHost> StartAsync(Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? more = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Trace",
            ["Logging:LogLevel:OpenIddict"] = "Trace",
            ["Logging:Fake:LogLevel:Default"] = "Trace",
            ["Logging:Fake:LogLevel:Microsoft.AspNetCore.Hosting"] = "Trace",
        };
        return PlatformHost.StartAsync(settings, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddFakeLogging();
            more?.Invoke(builder);
        });
    }
}
