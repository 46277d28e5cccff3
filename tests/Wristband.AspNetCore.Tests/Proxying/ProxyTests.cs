using System.Net;
using System.Net.Http.Json;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Proxying;

/// <summary>The sample of docs/sdk.md in front of a real API: tokens go in, sessions stay out.</summary>
public class ProxyTests
{
    [Fact]
    public async Task The_API_gets_the_sessions_token_and_neither_cookie_nor_CSRF_token()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var world = await StartAsync(upstream);
        await world.SignInAsync();
        var session = world.Cookie(SdkWorld.SessionCookie);

        using var response = await world.Browser.FetchAsync(
            HttpMethod.Post, SdkWorld.App + "/reports/new?draft=1", JsonContent.Create("text"),
            (WristbandDefaults.CsrfHeader, world.Cookie(WristbandDefaults.CsrfCookie)!), ("Authorization", "Bearer invented"));

        (await response.Content.ReadAsStringAsync()).ShouldBe("from upstream");
        var request = upstream.Requests.ShouldHaveSingleItem();
        (request.Method, request.Path, request.Body).ShouldBe(("POST", "/reports/new", "\"text\""));
        request.Headers["Authorization"].ShouldBe("Bearer " + await world.FetchTextAsync("/access-token"));
        request.Headers.Keys.ShouldNotContain("Cookie", "the session would be anybody's who reads the API's logs");
        request.Headers.Keys.ShouldNotContain(WristbandDefaults.CsrfHeader);
        world.Cookie(SdkWorld.SessionCookie).ShouldBe(session, "an API cannot replace the session");
    }

    [Fact]
    public async Task A_token_that_is_due_is_renewed_on_the_way()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var world = await StartAsync(upstream);
        await world.SignInAsync();
        var before = await world.FetchTextAsync("/access-token");

        world.Clock.Advance(TimeSpan.FromMinutes(31));
        using var response = await world.FetchAsync("/reports/1");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var sent = upstream.Requests.ShouldHaveSingleItem().Headers["Authorization"];
        sent.ShouldNotBe("Bearer " + before);
        // The renewed session reached the browser although cookies of the API do not.
        sent.ShouldBe("Bearer " + await world.FetchTextAsync("/access-token"));
        world.Platform.Calls("token.refresh").ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_gets_through_without_session_or_CSRF_token()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var world = await StartAsync(upstream);

        using var stranger = await world.FetchAsync("/reports/1");
        await world.SignInAsync();
        using var forged = await world.Browser.FetchAsync(HttpMethod.Post, SdkWorld.App + "/reports/new");
        using var foreign = await world.FetchAsync("/reports/1", ("Sec-Fetch-Site", "cross-site"), ("Authorization", "Bearer x"));

        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreign.StatusCode.ShouldBe(HttpStatusCode.OK, "reading is safe: the page of another site cannot see the answer");
        upstream.Requests.ShouldHaveSingleItem().Method.ShouldBe("GET");
    }

    [Fact]
    public async Task While_no_token_can_be_had_the_API_is_not_called()
    {
        await using var upstream = await Upstream.StartAsync();
        await using var world = await StartAsync(upstream);
        await world.SignInAsync();

        world.Platform.Answers["token.refresh"] = context => FakePlatform.RefuseAsync(context, 500, "server_error");
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        using var response = await world.FetchAsync("/reports/1");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        upstream.Requests.ShouldBeEmpty();
    }

    private static Task<SdkWorld> StartAsync(Upstream upstream) => SdkWorld.StartAsync(setup =>
    {
        setup.Settings["ReverseProxy:Routes:reports:ClusterId"] = "reports";
        setup.Settings["ReverseProxy:Routes:reports:Match:Path"] = "/reports/{**rest}";
        setup.Settings["ReverseProxy:Clusters:reports:Destinations:one:Address"] = upstream.Address;
        setup.Before = Proxy.Add;
        setup.Routes = Proxy.Map;
    });
}
