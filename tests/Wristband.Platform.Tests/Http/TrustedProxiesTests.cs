using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Http;

/// <summary>G-10, X-D2</summary>
public class TrustedProxiesTests
{
    private const string Proxy = "10.0.0.7";
    private const string SeenBy = "X-Seen";

    [Theory]
    [InlineData(null, null, "10.0.0.7")]
    [InlineData("10.0.0.7", null, "198.51.100.2")]
    [InlineData(null, "10.0.0.0/8", "198.51.100.2")]
    [InlineData("10.0.0.8", null, "10.0.0.7")]
    public async Task G10_D51_a_sender_is_taken_from_the_header_only_when_a_known_proxy_says_so(
        string? knownProxy, string? knownNetwork, string seen)
    {
        var settings = new Dictionary<string, string?>();
        if (knownProxy is not null) settings["Platform:Proxies:KnownProxies:0"] = knownProxy;
        if (knownNetwork is not null) settings["Platform:Proxies:KnownNetworks:0"] = knownNetwork;
        await using var platform = await PlatformHost.StartAsync(
            settings, builder => builder.Services.AddSingleton<IStartupFilter, FromProxy>());
        var user = await platform.UserAsync(await platform.TenantAsync());
        var browser = platform.NewBrowser();
        var page = await browser.GetAsync($"{user.Tenant.Base}/login");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var body = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["email"] = user.Email,
            ["password"] = user.Password,
            ["__RequestVerificationToken"] = token,
        });

        // The left-most entry is what the sender made up; only the last hop counts.
        using var answer = await browser.FetchAsync(HttpMethod.Post, page.Url.AbsoluteUri, body,
            ("X-Forwarded-For", "203.0.113.66, 198.51.100.2"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldStartWith("/login/continue?");
        (await platform.ReadAsync(user.Tenant.Application.Id, db => db.AuthSessions.Select(s => s.IpAddress).SingleAsync())).ShouldBe(seen);
    }

    /// <summary>X-D2: behind several proxies that are all known, the sender is the one that the first of them saw.</summary>
    [Fact]
    public async Task XD2_all_known_hops_in_a_row_are_skipped_and_no_further_one()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Platform:Proxies:KnownProxies:0"] = Proxy,
            ["Platform:Proxies:KnownNetworks:0"] = "192.0.2.0/24",
        };
        await using var platform = await PlatformHost.StartAsync(
            settings, builder => builder.Services.AddSingleton<IStartupFilter, FromProxy>());
        var tenant = await platform.TenantAsync();

        using var answer = await platform.NewBrowser().FetchAsync(HttpMethod.Post, $"{tenant.Base}/login", null,
            ("X-Forwarded-For", "203.0.113.66, 198.51.100.2, 192.0.2.1, 192.0.2.2"));

        answer.Headers.GetValues(SeenBy).Single().ShouldBe("198.51.100.2");
    }

    /// <summary>X-D2: a proxy that nobody configured makes one sender of everybody; the log says so once, and what to set.</summary>
    [Theory]
    [InlineData(null, 1)]
    [InlineData("10.0.0.8", 1)]
    [InlineData(Proxy, 0)]
    public async Task XD2_a_header_that_is_not_believed_is_told_once(string? known, int lines)
    {
        await using var platform = await PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:Proxies:KnownProxies:0"] = known ?? "192.0.2.99" },
            builder =>
            {
                builder.Services.AddSingleton<IStartupFilter, FromProxy>();
                builder.Logging.AddFakeLogging();
            });
        var tenant = await platform.TenantAsync();

        for (var i = 0; i < 3; i++)
        {
            using var answer = await platform.NewBrowser().FetchAsync(
                HttpMethod.Get, $"{tenant.Base}/login", null, ("X-Forwarded-For", "198.51.100.2"));
        }

        var told = platform.Services.GetRequiredService<FakeLogCollector>().GetSnapshot()
            .Where(line => line.Message.StartsWith("WB2034: ", StringComparison.Ordinal)).ToList();
        told.Count.ShouldBe(lines);
        told.ShouldAllBe(line => line.Message.Contains(Proxy, StringComparison.Ordinal)
            && line.Message.Contains("KnownProxies", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Platform:Proxies:KnownProxies:0", "proxy.example.com")]
    [InlineData("Platform:Proxies:KnownNetworks:0", "10.0.0.0/99")]
    public async Task An_entry_that_cannot_be_read_stops_the_start(string key, string value)
    {
        var problem = await Should.ThrowAsync<OptionsValidationException>(
            () => PlatformHost.StartAsync(new Dictionary<string, string?> { [key] = value }));

        problem.Message.ShouldContain("WB2130");
    }

    /// <summary>Makes every connection come from the proxy's address.</summary>
    private sealed class FromProxy : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(Proxy);
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers[SeenBy] = context.Connection.RemoteIpAddress?.ToString();
                    return Task.CompletedTask;
                });
                return go(context);
            });
            next(app);
        };
    }
}
