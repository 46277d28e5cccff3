using System.Net;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Storage;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.OAuth;

/// <summary>
/// X-A20: the protocol's rate limits hold for whoever caused them and nobody else, and never sign anybody out: official SDKs of the
/// first generation take every 4xx to a refresh for the end of the session, so servers get 503 with Retry-After.
/// </summary>
public class LimitTests
{
    [Fact]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_back()
    {
        await using var platform = await StartAsync("TokenPerClient", 3);
        var application = await platform.ApplicationAsync();
        var busy = await MachineAsync(platform, application);
        var quiet = await MachineAsync(platform, application);
        for (var i = 0; i < 3; i++) (await AskAsync(busy)).Status.ShouldBe(HttpStatusCode.OK);

        var answer = await AskAsync(busy);

        answer.ShouldBe(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable");
        answer.Response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        answer.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await AskAsync(quiet)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refused_refresh_does_not_use_the_token_up()
    {
        await using var platform = await StartAsync("TokenPerClient", 2);
        var user = await platform.UserAsync(await platform.TenantAsync());
        var app = new RelyingParty(platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        var second = Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));

        var refused = await app.RefreshAsync(second.RefreshToken);

        refused.ShouldBe(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable");
        refused.Response.Headers.RetryAfter.ShouldNotBeNull();
        var redeemed = -1;
        await platform.ChangeAsync(user.Tenant.Application, database =>
            Task.FromResult(redeemed = database.OAuthTokens.Count(t => t.Kind == OAuthTokenKind.Refresh && t.RedeemedAt != null)));
        redeemed.ShouldBe(1);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("revoke")]
    public async Task XA20_guesses_are_slowed_down_and_the_right_secret_is_always_accepted(string endpoint)
    {
        await using var platform = await StartAsync("FailedClientPerNetwork", 3);
        var application = await platform.ApplicationAsync();
        var machine = await MachineAsync(platform, application);
        var guesser = new RelyingParty(platform, application) { ClientId = machine.ClientId, ClientSecret = "guess" };
        for (var i = 0; i < 3; i++) (await SendAsync(guesser)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

        var slowed = await SendAsync(guesser);

        slowed.ShouldBe(HttpStatusCode.ServiceUnavailable, "temporarily_unavailable");
        slowed.Response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await SendAsync(machine)).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(await MachineAsync(platform, application))).Status.ShouldBe(HttpStatusCode.OK);

        Task<Answer> SendAsync(RelyingParty client) => endpoint == "token" ? AskAsync(client) : client.RevokeAsync("unknown");
    }

    [Fact]
    public async Task Too_many_authorize_requests_get_a_page_that_says_so()
    {
        await using var platform = await StartAsync("AuthorizePerNetwork", 2);
        var tenant = await platform.TenantAsync();
        var url = new RelyingParty(platform, tenant.Application).AuthorizeUrl(tenant);
        for (var i = 0; i < 2; i++) (await platform.NewBrowser().GetOnceAsync(url)).Status.ShouldBe(HttpStatusCode.Found);

        var page = await platform.NewBrowser().GetOnceAsync(url);

        page.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        page.Response.Headers.RetryAfter.ShouldNotBeNull();
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe("Too many attempts");
    }

    [Theory]
    [InlineData("CustomDomainPerNetwork", "POST", "/api/v1/custom-domains/validate")]
    [InlineData("SdkConfigurationPerNetwork", "GET", "/api/v1/clients/x/sdk-configuration")]
    public async Task P21_P50_public_questions_are_limited(string limit, string method, string path)
    {
        await using var platform = await StartAsync(limit, 2);
        var application = await platform.ApplicationAsync();
        var app = new RelyingParty(platform, application);
        for (var i = 0; i < 2; i++) ((int)(await app.SendAsync(Request())).Status).ShouldBeInRange(400, 404);

        (await app.SendAsync(Request())).Status.ShouldBe(HttpStatusCode.TooManyRequests);

        HttpRequestMessage Request() => new(new HttpMethod(method), application.Base + path);
    }

    private static Task<PlatformHost> StartAsync(string limit, int permits) => PlatformHost.StartAsync(new Dictionary<string, string?>
    {
        [$"Platform:RateLimits:{limit}:Permits"] = permits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        [$"Platform:RateLimits:{limit}:Window"] = "1.00:00:00",
    });

    private static async Task<RelyingParty> MachineAsync(PlatformHost platform, SomeApplication application)
    {
        var client = await platform.ClientAsync(application, ClientType.MachineToMachine);
        return new RelyingParty(platform, application) { ClientId = client.Id, ClientSecret = client.Secret };
    }

    private static Task<Answer> AskAsync(RelyingParty machine) => machine.TokenAsync(("grant_type", "client_credentials"));
}
