using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Bearer;

/// <summary>S-46, S-47: which of two credentials counts where, on every kind of endpoint, and that the user is exactly that one.</summary>
public class StrategyTests
{
    private const string Session = "Wristband.Session user-of-acme";
    private const string Bearer = "Wristband.Jwt user-of-umbrella";

    // nothing, session, session without CSRF token, bearer, both, session and a bad bearer token
    [Theory]
    [InlineData(WristbandDefaults.SessionPolicy, "401", Session, "403", "401", Session, Session)]
    [InlineData(WristbandDefaults.JwtPolicy, "401", "401", "401", Bearer, Bearer, "401")]
    [InlineData(WristbandDefaults.SessionOrJwtPolicy, "401", Session, "403", Bearer, Bearer, "401")]
    [InlineData(null, "401", Session, Session, "401", Session, Session)]
    public async Task Each_kind_of_endpoint_answers_each_credential_by_its_policy(
        string? policy, string nothing, string session, string withoutCsrf, string bearer, string both, string badBearer)
    {
        await using var world = await Strategies.StartAsync(policy);
        await world.SignInAsync();
        var token = world.Platform.NewAccessToken(Person.In("umbrella"));
        var cookie = ("Cookie", world.Browser.Cookies.Header(new Uri(SdkWorld.App))!);
        var csrf = (WristbandDefaults.CsrfHeader, world.Cookie(WristbandDefaults.CsrfCookie)!);
        var authorization = ("Authorization", "Bearer " + token);
        var bad = ("Authorization", "Bearer " + TokenDraft.Tampered(token));

        foreach (var address in Strategies.Addresses)
        {
            var answers = new[]
            {
                await PostAsync(world, address), await PostAsync(world, address, cookie, csrf), await PostAsync(world, address, cookie),
                await PostAsync(world, address, authorization), await PostAsync(world, address, cookie, csrf, authorization),
                await PostAsync(world, address, cookie, csrf, bad),
            };
            // A negotiation does not say who it was with.
            var isHub = address.StartsWith("/hub", StringComparison.Ordinal);
            var expected = new[] { nothing, session, withoutCsrf, bearer, both, badBearer }.Select(e => isHub && e.Length > 3 ? "ok" : e);
            string.Join("; ", answers.Select(a => isHub && a.Length > 3 ? "ok" : a)).ShouldBe(string.Join("; ", expected), address);
        }
    }

    [Theory]
    [InlineData(WristbandDefaults.SessionPolicy, HttpStatusCode.Unauthorized)]
    [InlineData(WristbandDefaults.JwtPolicy, HttpStatusCode.Unauthorized)]
    [InlineData(WristbandDefaults.SessionOrJwtPolicy, HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Found)]
    public async Task Only_pages_under_plain_Authorize_lead_people_to_their_tenants_login(string? policy, HttpStatusCode status)
    {
        await using var world = await Strategies.StartAsync(policy);
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));

        foreach (var address in Strategies.Addresses[..4])
        {
            var page = await world.Browser.GetOnceAsync(SdkWorld.App + address + "?a=b");
            page.Status.ShouldBe(status, address);
            if (status != HttpStatusCode.Found) continue;
            page.Location!.AbsolutePath.ShouldBe("/api/auth/login");
            page.Location.Parameter("return_url").ShouldBe(address + "?a=b");
            // The first address saw the old session, and took its cookie away.
            if (address == Strategies.Addresses[0]) page.Location.Parameter("tenant_name").ShouldBe("acme");
        }
    }

    // S-46: also where nobody has to be signed in
    [Fact]
    public async Task A_session_that_may_be_forged_leaves_no_identity()
    {
        await using var world = await Strategies.StartAsync(WristbandDefaults.SessionOrJwtPolicy);
        await world.SignInAsync();
        var cookie = ("Cookie", world.Browser.Cookies.Header(new Uri(SdkWorld.App))!);

        using var forged = await world.SendRawAsync(HttpMethod.Post, "/open", cookie, ("Sec-Fetch-Site", "cross-site"));
        using var own = await world.SendRawAsync(HttpMethod.Post, "/open", cookie, ("Sec-Fetch-Site", "same-origin"));

        (await forged.Content.ReadAsStringAsync()).ShouldBe("nobody");
        (await own.Content.ReadAsStringAsync()).ShouldBe(Session);
    }

    [Theory]
    [InlineData("bearer")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("BEARER x y")]
    public async Task Whatever_claims_to_be_a_bearer_token_decides_and_other_schemes_do_not(string header)
    {
        await using var world = await Strategies.StartAsync(WristbandDefaults.SessionOrJwtPolicy);
        await world.SignInAsync();
        var cookie = ("Cookie", world.Browser.Cookies.Header(new Uri(SdkWorld.App))!);

        using var refused = await world.SendRawAsync(HttpMethod.Get, "/minimal", cookie, ("Authorization", header));
        // A proxy with a password in front of the application sends one.
        using var basic = await world.SendRawAsync(HttpMethod.Get, "/minimal", cookie, ("Authorization", "Basic dXNlcjpwYXNz"));

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await basic.Content.ReadAsStringAsync()).ShouldBe(Session);
    }

    // Browsers can send no header with a WebSocket: its origin is what is checked.
    [Theory]
    [InlineData(WristbandDefaults.SessionPolicy)]
    [InlineData(WristbandDefaults.SessionOrJwtPolicy)]
    [InlineData(null)]
    public async Task A_hub_over_WebSockets_knows_the_sessions_user_and_refuses_other_sites(string? policy)
    {
        await using var world = await Strategies.StartAsync(policy);
        await world.SignInAsync();

        (await WhoOverWebSocketsAsync(world, "https://app.test")).ShouldBe(Session);
        await Should.ThrowAsync<InvalidOperationException>(() => WhoOverWebSocketsAsync(world, "https://evil.example"));
    }

    [Theory]
    [InlineData(WristbandDefaults.JwtPolicy)]
    [InlineData(WristbandDefaults.SessionOrJwtPolicy)]
    public async Task A_hub_knows_the_bearer_of_a_token(string policy)
    {
        await using var world = await Strategies.StartAsync(policy);
        var token = world.Platform.NewAccessToken(Person.In("umbrella"));
        await using var connection = new HubConnectionBuilder().WithUrl(SdkWorld.App + "/hub", options =>
        {
            options.HttpMessageHandlerFactory = _ => world.Handler;
            options.Transports = HttpTransportType.LongPolling;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        }).Build();

        await connection.StartAsync();

        (await connection.InvokeAsync<string>("Who")).ShouldBe(Bearer);
    }

    // S-88: what stands in an address ends up in logs
    [Fact]
    public async Task A_token_in_the_query_opens_no_hub()
    {
        await using var world = await Strategies.StartAsync(WristbandDefaults.SessionOrJwtPolicy);
        var token = world.Platform.NewAccessToken(Person.In("umbrella"));

        (await PostAsync(world, "/hub/negotiate?negotiateVersion=1&access_token=" + token)).ShouldBe("401");
    }

    private static async Task<string> PostAsync(SdkWorld world, string address, params (string Name, string Value)[] headers)
    {
        using var answer = await world.SendRawAsync(HttpMethod.Post, address, [.. headers, ("Sec-Fetch-Site", "same-origin")]);
        return answer.StatusCode == HttpStatusCode.OK
            ? (await answer.Content.ReadAsStringAsync()).Trim()
            : ((int)answer.StatusCode).ToString();
    }

    private static async Task<string> WhoOverWebSocketsAsync(SdkWorld world, string origin)
    {
        var cookies = world.Browser.Cookies.Header(new Uri(SdkWorld.App));
        await using var connection = new HubConnectionBuilder().WithUrl(SdkWorld.App + "/hub", options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            options.WebSocketFactory = async (context, cancellation) =>
            {
                var client = ((TestServer)world.Services.GetRequiredService<IServer>()).CreateWebSocketClient();
                client.ConfigureRequest = request =>
                {
                    request.Headers.Cookie = cookies;
                    request.Headers.Origin = origin;
                };
                return await client.ConnectAsync(context.Uri, cancellation);
            };
        }).Build();
        await connection.StartAsync();
        return await connection.InvokeAsync<string>("Who");
    }
}
