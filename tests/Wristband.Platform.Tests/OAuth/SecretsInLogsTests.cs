using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Wristband.Platform.Tests.Telemetry;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>G-12: at no log level does a secret of the protocol reach the log, and never a span or a measurement.</summary>
public class SecretsInLogsTests
{
    [Fact]
    public async Task G12_nothing_that_opens_a_door_is_logged_even_at_trace()
    {
        using var signals = new CollectedSignals();
        var everything =
            new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:OpenIddict"] = "Trace",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Trace"
            };
        await using var platform = await PlatformHost.StartAsync(everything, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddFakeLogging();
        });
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var browser = platform.NewBrowser();

        var login = await browser.GetAsync(app.AuthorizeUrl(user.Tenant));
        var signedIn = await browser.SubmitAsync(
            login, "form", new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password }, follow: false);
        var authorized = await browser.GetOnceAsync(signedIn.Location!.ToString());
        var code = QueryHelpers.ParseQuery(authorized.Location!.Query)["code"].ToString();
        var first = Tokens.Of(await app.RedeemAsync(code));
        var second = Tokens.Of(await app.RefreshAsync(first.RefreshToken));
        await app.RedeemAsync(code);
        await app.RefreshAsync(second.RefreshToken);
        await app.UserInfoAsync(second.AccessToken);
        await app.UserInfoAsync(second.IdToken);
        await app.RevokeAsync(second.RefreshToken);
        (await new RelyingParty(
            platform, user.Tenant.Application)
        { ClientSecret = "a-wrong-secret-that-is-marked" }.RefreshAsync("x")).Status
            .ShouldBe(HttpStatusCode.Unauthorized);

        var log = string.Join('\n', platform.Services.GetRequiredService<FakeLogCollector>().GetSnapshot()
            .Select(r => $"{r.Category} {r.Level} {r.Message} {string.Join(' ', r.StructuredState ?? [])} {r.Exception}"));
        log.ShouldContain("Token refused a request of client");
        var watched = signals.Text;
        if (!PlatformDatabases.IsPostgresWanted) watched.ShouldContain("sqlite rotate db.system.name=sqlite");
        if (!PlatformDatabases.IsPostgresWanted) watched.ShouldContain("db.query.text=SELECT");
        watched.ShouldContain("wristband.platform.tokens grant=refresh_token result=redeemed");
        var session = browser.Cookies.For(new Uri(user.Tenant.Base))["wb-sso"];
        foreach (var (name, secret) in new[]
        {
            ("code", code), ("client secret", app.ClientSecret!), ("wrong client secret", "a-wrong-secret-that-is-marked"),
            ("verifier", RelyingParty.Verifier),
            ("password", user.Password), ("session", session), ("refresh token", first.RefreshToken),
            ("next refresh token", second.RefreshToken),
            ("access token", first.AccessToken), ("next access token", second.AccessToken), ("ID token", second.IdToken),
        })
        {
            log.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"The {name} is in the log: {Line(log, secret)}");
            watched.Contains(secret, StringComparison.Ordinal).ShouldBeFalse($"The {name} is in a signal: {Line(watched, secret)}");
        }
    }

    private static string? Line(string log, string secret) =>
        log.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.Ordinal));
}
