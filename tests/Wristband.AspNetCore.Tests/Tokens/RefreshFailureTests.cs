using System.Net;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Tokens;

/// <summary>A refresh that fails, is slow or is not waited for: who is signed out, and who is not.</summary>
public class RefreshFailureTests
{
    private static readonly Uri App = new(SdkWorld.App);

    // S-65
    [Fact]
    public async Task Only_invalid_grant_ends_a_session()
    {
        await using var world = await SdkWorld.SignedInAsync();
        var cookies = world.Browser.Cookies.Header(App)!;
        world.Platform.Answers["token.refresh"] = context => FakePlatform.RefuseAsync(context, 400, "invalid_grant");
        world.Clock.Advance(TimeSpan.FromMinutes(29));

        using var response = await world.FetchAsync("/api/hello");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldContain("session_revoked");
        world.Browser.Cookies.For(App).Keys.ShouldBe(["__Host-last-tenant"], "it says where to sign in again");
        using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        world.Platform.Calls("token.refresh").ShouldBe(1);
    }

    // S-65, S-66, D-14, D-15, D-17
    [Theory]
    [InlineData(400, """{"error":"invalid_request"}""")]
    [InlineData(401, """{"error":"invalid_client"}""")]
    [InlineData(401, """{"error":"invalid_grant"}""")]
    [InlineData(403, "<html>")]
    [InlineData(404, "")]
    [InlineData(408, "")]
    [InlineData(425, "")]
    [InlineData(429, "")]
    [InlineData(500, """{"error":"invalid_grant"}""")]
    [InlineData(302, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"access_token":"a","token_type":"Bearer","expires_in":0}""")]
    public async Task Any_other_failure_keeps_the_session_lets_requests_pass_while_the_token_lives_and_answers_503_after(
        int status, string body)
    {
        await using var world = await SdkWorld.SignedInAsync();
        Answer(world, status, body);

        world.Clock.Advance(TimeSpan.FromSeconds(1740));
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        world.Clock.Advance(TimeSpan.FromSeconds(60));
        using var outage = await world.FetchAsync("/api/hello");
        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/members");

        outage.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        outage.Headers.RetryAfter.ShouldNotBeNull();
        (await outage.Content.ReadAsStringAsync()).ShouldContain("session_refresh_unavailable");
        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Body.ShouldContain("still signed in");
        world.Cookie(SdkWorld.SessionCookie).ShouldNotBeNull();

        world.Platform.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    // S-66
    [Fact]
    public async Task After_failures_the_platform_is_left_alone_for_1_2_4_up_to_30_seconds()
    {
        await using var world = await SdkWorld.SignedInAsync();
        Answer(world, 500, "");
        world.Clock.Advance(TimeSpan.FromSeconds(1740));
        await world.FetchTextAsync("/api/hello");

        var calls = 1;
        foreach (var pause in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            world.Clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => world.FetchTextAsync("/api/hello")));
            world.Platform.Calls("token.refresh").ShouldBe(calls, $"before {pause} s were over");
            world.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await world.FetchTextAsync("/api/hello");
            world.Platform.Calls("token.refresh").ShouldBe(++calls);
        }
    }

    // S-65, D-15
    [Fact]
    public async Task The_platforms_own_retry_after_is_honoured()
    {
        await using var world = await SdkWorld.SignedInAsync();
        world.Platform.Answers["token.refresh"] = context =>
        {
            context.Response.Headers.RetryAfter = "20";
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        };
        world.Clock.Advance(TimeSpan.FromMinutes(30));

        using var first = await world.FetchAsync("/api/hello");
        world.Clock.Advance(TimeSpan.FromSeconds(19));
        using var second = await world.FetchAsync("/api/hello");
        world.Platform.Calls("token.refresh").ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.FetchTextAsync("/api/hello");

        first.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(20));
        second.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        world.Platform.Calls("token.refresh").ShouldBe(2);
    }

    // S-67
    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task One_repeat_when_the_platform_cannot_have_seen_the_request(int status)
    {
        await using var world = await SdkWorld.SignedInAsync();
        Answer(world, status, "");
        world.Clock.Advance(TimeSpan.FromSeconds(1740));

        var pause = world.Clock.TimerAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300));
        var request = world.FetchTextAsync("/api/hello");
        await pause;
        world.Clock.Advance(TimeSpan.FromMilliseconds(300));

        (await request).ShouldBe("hello");
        world.Platform.Calls("token.refresh").ShouldBe(2);
    }

    // S-67: and it helps
    [Fact]
    public async Task A_hiccup_goes_unnoticed()
    {
        await using var world = await SdkWorld.SignedInAsync();
        Answer(world, 502, "");
        world.Clock.Advance(TimeSpan.FromMinutes(31));

        var pause = world.Clock.TimerAsync(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300));
        var request = world.FetchTextAsync("/api/hello");
        await pause;
        world.Platform.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromMilliseconds(300));

        (await request).ShouldBe("hello");
    }

    // S-67, D-16
    [Fact]
    public async Task A_platform_that_hangs_holds_a_request_for_ten_seconds_and_the_session_survives()
    {
        await using var world = await SdkWorld.SignedInAsync();
        world.Platform.Answers["token.refresh"] = FakePlatform.HangAsync;
        world.Clock.Advance(TimeSpan.FromMinutes(31));

        var requests = Enumerable.Range(0, 20).Select(_ => world.FetchAsync("/api/hello")).ToArray();
        await world.Platform.CalledAsync("token.refresh");
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        (await Task.WhenAll(requests)).ShouldAllBe(r => r.StatusCode == HttpStatusCode.ServiceUnavailable);
        world.Platform.Calls("token.refresh").ShouldBe(1);
        world.Cookie(SdkWorld.SessionCookie).ShouldNotBeNull();
    }

    // S-68
    [Fact]
    public async Task The_first_callers_abort_does_not_take_the_others_along()
    {
        await using var world = await SdkWorld.SignedInAsync();
        var gate = new TaskCompletionSource();
        world.Platform.Answers["token.refresh"] = async context =>
        {
            await gate.Task;
            await context.Response.WriteAsJsonAsync(
                new
                {
                    access_token = world.Platform.NewAccessToken(Person.In("acme")),
                    token_type = "Bearer",
                    expires_in = 1800,
                    refresh_token = "next"
                });
        };
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        using var abort = new CancellationTokenSource();
        using var client = new HttpMessageInvoker(world.Handler);
        using var message = new HttpRequestMessage(HttpMethod.Get, SdkWorld.App + "/api/hello");
        message.Headers.Add("Cookie", world.Browser.Cookies.Header(App));

        // It is awaited below, after its abort.
#pragma warning disable CA2025
        var first = client.SendAsync(message, abort.Token);
#pragma warning restore CA2025
        await world.Platform.CalledAsync("token.refresh");
        var second = world.FetchTextAsync("/api/hello");
        await abort.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        gate.SetResult();

        (await second).ShouldBe("hello");
        world.Platform.Calls("token.refresh").ShouldBe(1);
    }

    [Fact]
    public async Task The_application_learns_about_failed_refreshes()
    {
        var seen = new List<(string Reason, bool Ended, string? User)>();
        await using var world = await SdkWorld.StartAsync(s => s.Options = o => o.Events.OnRefreshFailed = context =>
        {
            seen.Add((context.Reason, context.SessionEnded, context.User.GetUserId()));
            return Task.CompletedTask;
        });
        await world.SignInAsync();
        Answer(world, 500, "");
        world.Clock.Advance(TimeSpan.FromSeconds(1740));
        await world.FetchTextAsync("/api/hello");
        world.Platform.Answers["token.refresh"] = context => FakePlatform.RefuseAsync(context, 400, "invalid_grant");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.FetchTextAsync("/api/hello");

        seen.ShouldBe([("http_500", false, "user-of-acme"), ("invalid_grant", true, "user-of-acme")]);
    }

    private static void Answer(SdkWorld world, int status, string body) => world.Platform.Answers["token.refresh"] = context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };
}
