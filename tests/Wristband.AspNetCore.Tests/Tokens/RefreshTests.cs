using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Tokens;

public class RefreshTests
{
    private static readonly Uri App = new(SdkWorld.App);

    [Fact]
    public async Task A_token_is_renewed_a_minute_before_its_end_and_goes_out_with_the_response()
    {
        await using var world = await SdkWorld.SignedInAsync();
        var before = await TokenAsync(world);

        world.Clock.Advance(TimeSpan.FromSeconds(1739));
        (await TokenAsync(world)).ShouldBe(before);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        using var response = await world.FetchAsync("/api/hello");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Set-Cookie").ShouldContain(c => c.StartsWith(SdkWorld.SessionCookie, StringComparison.Ordinal));
        (await TokenAsync(world)).ShouldNotBe(before);
        world.Platform.Calls("token.refresh").ShouldBe(1);
    }

    // B0: the buffer is at most half of a short token's life
    [Fact]
    public async Task A_short_token_is_not_renewed_on_every_request()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.AccessTokenLife = 60;
        await world.SignInAsync();

        world.Clock.Advance(TimeSpan.FromSeconds(29));
        await world.FetchTextAsync("/api/hello");
        world.Platform.Calls("token.refresh").ShouldBe(0);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.FetchTextAsync("/api/hello");

        world.Platform.Calls("token.refresh").ShouldBe(1);
    }

    // S-61: each session its own result
    [Fact]
    public async Task Sessions_that_expire_together_each_get_their_own_tokens()
    {
        await using var world = await SdkWorld.StartAsync();
        var tenants = Enumerable.Range(0, 20).Select(i => $"tenant-{i}").ToArray();
        var browsers = tenants.ToDictionary(t => t, _ => world.NewBrowser());
        foreach (var (tenant, browser) in browsers) await world.SignInAsync(tenant, browser);
        world.Clock.Advance(TimeSpan.FromMinutes(31));

        await Task.WhenAll(browsers.Select(async entry =>
        {
            using var response = await entry.Value.FetchAsync(HttpMethod.Get, SdkWorld.App + "/api/auth/token");
            var token = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(await LatestAsync(response));
            token.Subject.ShouldBe("user-of-" + entry.Key);
        }));

        world.Platform.Calls("token.refresh").ShouldBe(20);
    }

    // S-61
    [Fact]
    public async Task A_late_request_with_the_old_cookie_gets_the_same_tokens_within_a_minute()
    {
        await using var world = await SdkWorld.SignedInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(30));
        var old = world.Browser.Cookies.Header(App)!;
        var fresh = await TokenAsync(world);

        world.Clock.Advance(TimeSpan.FromSeconds(59));
        using var late = await world.SendRawAsync(HttpMethod.Get, "/api/auth/token", ("Cookie", old));

        (await LatestAsync(late)).ShouldBe(fresh);
        world.Platform.Calls("token.refresh").ShouldBe(1);
    }

    // S-62, D-27
    [Fact]
    public async Task Two_replicas_that_refresh_at_once_both_succeed_and_either_cookie_goes_on()
    {
        await using var first = await SdkWorld.SignedInAsync();
        first.Platform.Forgives = true;
        await using var second = await SdkWorld.StartAsync(s => (s.Platform, s.Clock) = (first.Platform, first.Clock));
        for (var round = 0; round < 5; round++)
        {
            first.Clock.Advance(TimeSpan.FromMinutes(31));
            var cookies = first.Browser.Cookies.Header(App)!;

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            {
                using var replica = new HttpMessageInvoker((i % 2 == 0 ? first : second).Handler);
                using var request = new HttpRequestMessage(HttpMethod.Get, SdkWorld.App + "/api/hello");
                request.Headers.Add("Cookie", cookies);
                return await replica.SendAsync(request, CancellationToken.None);
            }));

            answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
            first.Platform.Calls("token.refresh").ShouldBe(2 * (round + 1));
            first.Browser.Cookies.Store(App, answers[round].Headers.GetValues("Set-Cookie"));
        }
    }

    // S-63
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_without_refresh_token_keeps_the_old_one(bool asNull)
    {
        await using var world = await SdkWorld.SignedInAsync();
        string? sent = null;
        world.Platform.Answers["token.refresh"] = context =>
        {
            sent = context.Request.Form["refresh_token"];
            var answer = new Dictionary<string, object?>
            {
                ["access_token"] = world.Platform.NewAccessToken(Person.In("acme")),
                ["token_type"] = "Bearer",
                ["expires_in"] = 1800,
            };
            if (asNull) answer["refresh_token"] = null;
            return context.Response.WriteAsJsonAsync(answer);
        };
        world.Clock.Advance(TimeSpan.FromMinutes(30));
        await world.FetchTextAsync("/api/hello");
        var first = sent;
        world.Clock.Advance(TimeSpan.FromMinutes(30));
        await world.FetchTextAsync("/api/hello");

        sent.ShouldBe(first);
        world.Platform.Calls("token.refresh").ShouldBe(2);
    }

    // S-64, S-70
    [Theory]
    [InlineData("access sub")]
    [InlineData("access tenant")]
    [InlineData("id sub")]
    [InlineData("id tenant")]
    [InlineData("id issuer")]
    [InlineData("id audience")]
    public async Task Tokens_of_somebody_else_end_the_session_and_are_revoked(string what)
    {
        await using var world = await SdkWorld.SignedInAsync();
        if (what == "access sub") world.Platform.EditAccessToken = t => t.With("sub", "somebody-else");
        if (what == "access tenant") world.Platform.EditAccessToken = t => t.With("tnt_id", "id-of-globex");
        if (what == "id sub") world.Platform.EditIdToken = t => t.With("sub", "somebody-else");
        if (what == "id tenant") world.Platform.EditIdToken = t => t.With("tnt_id", "id-of-globex");
        if (what == "id issuer") world.Platform.EditIdToken = t => t.With("iss", "https://evil.example");
        if (what == "id audience") world.Platform.EditIdToken = t => t.With("aud", "other-client");
        world.Clock.Advance(TimeSpan.FromMinutes(30));

        using var response = await world.FetchAsync("/api/hello");
        await world.Platform.AnsweredAsync("revoke");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
    }

    // S-69
    [Fact]
    public async Task New_tokens_reach_the_browser_even_when_the_endpoint_throws_or_streams()
    {
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Middleware = app => app.UseExceptionHandler(e => e.Run(context => context.Response.WriteAsync("sorry")));
            s.Routes = app =>
            {
                app.MapGet("/throw", string () => throw new InvalidOperationException("on purpose")).RequireWristbandSession();
                app.MapGet("/stream", async (HttpContext context) =>
                {
                    await context.Response.StartAsync();
                    await context.Response.WriteAsync("streaming");
                }).RequireWristbandSession();
            };
        });
        await world.SignInAsync();

        foreach (var path in new[] { "/throw", "/stream" })
        {
            world.Clock.Advance(TimeSpan.FromMinutes(31));
            var before = world.Cookie(SdkWorld.SessionCookie);
            await world.FetchTextAsync(path);
            world.Cookie(SdkWorld.SessionCookie).ShouldNotBe(before, path);
        }
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // S-39, C-20
    [Fact]
    public async Task A_slow_response_never_brings_back_an_older_session()
    {
        var gate = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app => app.MapGet("/slow", async () =>
        {
            entered.SetResult();
            await gate.Task;
            return "slow";
        }).RequireWristbandSession());
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(1739));
        // Its session is old enough to be written again, its token is still good.
        var slow = world.FetchAsync("/slow");
        await entered.Task;
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var fresh = await TokenAsync(world);
        var cookie = world.Cookie(SdkWorld.SessionCookie);

        gate.SetResult();
        using var response = await slow;

        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        world.Cookie(SdkWorld.SessionCookie).ShouldBe(cookie);
        (await TokenAsync(world)).ShouldBe(fresh);
    }

    [Fact]
    public async Task A_refresh_in_the_middle_of_a_long_request_is_kept()
    {
        var clock = new WatchedClock();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Clock = clock;
            s.Routes = app => app.MapGet("/long", async (HttpContext context) =>
            {
                var first = await context.GetAccessTokenAsync();
                clock.Advance(TimeSpan.FromMinutes(30));
                var second = await context.GetAccessTokenAsync();
                return first == second ? "same" : second;
            }).RequireWristbandSession();
        });
        await world.SignInAsync();

        var token = await world.FetchTextAsync("/long");

        (await TokenAsync(world)).ShouldBe(token);
        world.Platform.Calls("token.refresh").ShouldBe(1);
    }

    // After the first byte a new refresh token could not reach the browser, so none is asked for
    [Fact]
    public async Task Once_the_response_has_begun_nothing_is_refreshed()
    {
        var clock = new WatchedClock();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Clock = clock;
            s.Routes = app => app.MapGet("/started", async (HttpContext context) =>
            {
                await context.Response.StartAsync();
                clock.Advance(TimeSpan.FromMinutes(31));
                await context.Response.WriteAsync(await context.GetAccessTokenAsync() ?? "none");
            }).RequireWristbandSession();
        });
        await world.SignInAsync();

        (await world.FetchTextAsync("/started")).ShouldBe("none");
        world.Platform.Calls("token.refresh").ShouldBe(0);
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task Nobody_signed_in_has_no_token()
    {
        await using var world = await SdkWorld.StartAsync();

        (await world.FetchTextAsync("/access-token")).ShouldBe("none");
    }

    [Fact]
    public async Task Outgoing_calls_carry_the_users_token_to_https_and_nowhere_else()
    {
        var api = new RecordingApi();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.After = b => b.Services.AddHttpClient("api").AddWristbandAccessToken().ConfigurePrimaryHttpMessageHandler(() => api);
            s.Routes = app => app.MapGet("/call", async (string url, string? own, IHttpClientFactory clients) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                if (own is not null) request.Headers.TryAddWithoutValidation("Authorization", own);
                using var client = clients.CreateClient("api");
                using var response = await client.SendAsync(request);
            });
        });
        await world.FetchTextAsync("/call?url=https://api.test/anonymous");
        await world.SignInAsync();
        var token = await TokenAsync(world);
        await world.FetchTextAsync("/call?url=https://api.test/a");
        await world.FetchTextAsync("/call?url=http://api.test/b");
        await world.FetchTextAsync("/call?url=http://localhost:5000/c");
        await world.FetchTextAsync("/call?url=https://api.test/d&own=Basic%20abc");

        api.Seen.ShouldBe([null, $"Bearer {token}", null, $"Bearer {token}", "Basic abc"]);
    }

    private sealed class RecordingApi : HttpMessageHandler
    {
        public List<string?> Seen { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add(request.Headers.Authorization?.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }

    private static async Task<string> TokenAsync(SdkWorld world) =>
        (await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString()!;

    private static async Task<string> LatestAsync(HttpResponseMessage response) =>
        System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("accessToken").GetString()!;
}
