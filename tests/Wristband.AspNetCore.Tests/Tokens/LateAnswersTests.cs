using System.Net;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Tokens;

/// <summary>What becomes of a session whose platform loses answers or hangs.</summary>
public class LateAnswersTests
{
    private static readonly TimeSpan Due = TimeSpan.FromSeconds(1740);

    [Theory]
    [InlineData(61, 0)]
    [InlineData(0, 31)]
    [InlineData(61, 60)]
    [InlineData(0, 540)]
    public async Task XD5_XD31_an_answer_that_was_lost_and_an_outage_after_it_end_no_session(int quiet, int outage)
    {
        await using var world = await SdkWorld.SignedInAsync();
        world.Platform.Forgives = true;
        world.Platform.LosesAnswers = true;
        world.Clock.Advance(Due);
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");

        world.Clock.Advance(TimeSpan.FromSeconds(quiet));
        world.Platform.Answers["token.refresh"] = context => FakePlatform.RefuseAsync(context, 500, "server_error");
        for (var second = 0; second < outage; second += 10)
        {
            using var waiting = await world.FetchAsync("/api/hello");
            waiting.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
            world.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        world.Platform.LosesAnswers = false;
        world.Platform.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(30));

        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        world.Platform.Successors.ShouldBe(1);
    }

    // The twin: a platform that does not forgive ends the session, so the test above could fail.
    [Fact]
    public async Task Without_a_platform_that_gives_the_successor_again_a_lost_answer_is_the_end()
    {
        await using var world = await SdkWorld.SignedInAsync();
        world.Platform.LosesAnswers = true;
        world.Clock.Advance(Due);
        await world.FetchTextAsync("/api/hello");

        world.Platform.LosesAnswers = false;
        world.Clock.Advance(TimeSpan.FromSeconds(61));

        using var response = await world.FetchAsync("/api/hello");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task XD32_a_platform_that_hangs_while_the_token_lives_holds_one_request_and_then_none()
    {
        await using var world = await SdkWorld.SignedInAsync();
        var answer = new TaskCompletionSource();
        world.Platform.Answers["token.refresh"] = FakePlatform.HangAsync;
        world.Clock.Advance(Due);

        var first = world.FetchTextAsync("/api/hello");
        await world.Platform.CalledAsync("token.refresh");
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        (await first).ShouldBe("hello");

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        world.Platform.Answers["token.refresh"] = async context =>
        {
            await answer.Task;
            await context.Response.WriteAsJsonAsync(Tokens(world));
        };
        var look = world.Clock.TimerAsync(TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250));
        var second = world.FetchTextAsync("/api/hello");
        await world.Platform.CalledAsync("token.refresh", 2);
        await look;
        // Nobody moves the clock: these do not wait at all.
        for (var i = 0; i < 5; i++) (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
        world.Clock.Advance(TimeSpan.FromMilliseconds(250));
        (await second).ShouldBe("hello");

        // What the platform says in the end reaches the next request, even minutes later.
        var cookies = world.Browser.Cookies.Header(new Uri(SdkWorld.App))!;
        var before = await TokenAsync(world);
        answer.SetResult();
        while (await TokenAsync(world) == before) await Task.Yield();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        using var late = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", cookies));
        late.StatusCode.ShouldBe(HttpStatusCode.OK);
        world.Platform.Calls("token.refresh").ShouldBe(2);
    }

    [Fact]
    public async Task XD32_when_the_token_has_ended_requests_wait_for_the_platform()
    {
        await using var world = await SdkWorld.SignedInAsync();
        world.Platform.Answers["token.refresh"] = FakePlatform.HangAsync;
        world.Clock.Advance(TimeSpan.FromMinutes(31));

        var first = world.FetchAsync("/api/hello");
        await world.Platform.CalledAsync("token.refresh");
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        (await first).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = world.FetchAsync("/api/hello");
        await world.Platform.CalledAsync("token.refresh", 2);
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        (await second).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        world.Cookie(SdkWorld.SessionCookie).ShouldNotBeNull();
    }

    private static async Task<string?> TokenAsync(SdkWorld world) =>
        (await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString();

    private static object Tokens(SdkWorld world) => new
    {
        access_token = world.Platform.NewAccessToken(Person.In("acme")),
        token_type = "Bearer",
        expires_in = 1800,
        refresh_token = "next",
    };
}
