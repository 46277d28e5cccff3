using System.Diagnostics;
using System.Net;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.Postgres;

/// <summary>D-11: the database server dies and comes back.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly PostgresServer _server = new();
    private PlatformHost _platform = null!;

    // The server of the tests acknowledges before it has written, and a kill would lose what was just said: here it must not.
    public async ValueTask InitializeAsync() => _platform =
        await PlatformHost.StartOnAsync(await _server.ConnectionStringAsync() + ";Options=-c synchronous_commit=on");

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task D11_people_are_told_to_come_back_and_then_go_on()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var browser = _platform.NewBrowser();
        var form = await browser.GetAsync(user.Tenant.Base + "/login");
        (await app.GetAsync("/api/v1/oauth2/jwks")).Status.ShouldBe(HttpStatusCode.OK);

        await _server.KillAsync();

        var typed = new Dictionary<string, string> { ["email"] = user.Email, ["password"] = user.Password };
        await ShouldBeBusyAsync(async () => (await browser.SubmitAsync(form, "#login", typed)).Response);
        await ShouldBeBusyAsync(async () => (await app.RefreshAsync(tokens.RefreshToken)).Response);
        await ShouldBeBusyAsync(async () => (await app.UserInfoAsync(tokens.AccessToken)).Response);
        (await app.GetAsync("/health/ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await app.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        (await app.GetAsync("/api/v1/oauth2/jwks")).Status.ShouldBe(HttpStatusCode.OK, "what everybody needs is remembered");

        await _server.StartAgainAsync();
        var back = Stopwatch.GetTimestamp();
        while ((await app.GetAsync("/health/ready")).Status != HttpStatusCode.OK)
            Stopwatch.GetElapsedTime(back).ShouldBeLessThan(5 * Second);
        Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
        var page = await browser.SubmitAsync(await browser.GetAsync(user.Tenant.Base + "/login"), "#login", typed, follow: false);
        page.Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static async Task ShouldBeBusyAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var asked = Stopwatch.GetTimestamp();
        var answer = await ask();
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        // Generous, because other tests run beside this one: nobody may wait for the time-out of a connection.
        Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(3 * Second);
    }
}
