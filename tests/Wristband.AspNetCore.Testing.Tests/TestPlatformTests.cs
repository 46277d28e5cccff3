using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Wristband.AspNetCore.Testing.Tests;

/// <summary>Time, renewal and trouble, on the application's own clock.</summary>
public class TestPlatformTests
{
    [Fact]
    public async Task A_session_ends_after_an_hour_without_requests()
    {
        var clock = Given.Clock();
        await using var factory = Given.Application(clock: clock);
        using var client = factory.CreateClientFor(new TestUser());

        clock.Advance(TimeSpan.FromMinutes(59));
        (await StatusAsync(client)).ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromMinutes(61));
        (await StatusAsync(client)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Requests_in_parallel_renew_the_access_token_once()
    {
        var (clock, platform) = (Given.Clock(), new WristbandTestPlatform());
        await using var factory = Given.Application(platform, clock);
        using var client = factory.CreateClientFor(new TestUser());
        var before = await client.AccessTokenAsync();

        clock.Advance(TimeSpan.FromMinutes(30));
        var after = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.AccessTokenAsync()));

        after.Distinct().ShouldHaveSingleItem().ShouldNotBe(before);
        platform.Calls.Count(call => call == "token.refresh").ShouldBe(1);
    }

    [Fact]
    public async Task An_access_token_is_for_the_application_as_the_platforms_is()
    {
        await using var factory = Given.Application();
        using var client = factory.CreateClientFor(new TestUser());

        var token = new JsonWebToken(await client.AccessTokenAsync());

        token.Audiences.ShouldHaveSingleItem().ShouldBe(token.GetPayloadValue<string>("app_id"));
    }

    [Fact]
    public async Task A_shorter_token_is_renewed_sooner()
    {
        var (clock, platform) = (Given.Clock(), new WristbandTestPlatform { AccessTokenLifetime = TimeSpan.FromMinutes(3) });
        await using var factory = Given.Application(platform, clock);
        using var client = factory.CreateClientFor(new TestUser());
        var before = await client.AccessTokenAsync();

        clock.Advance(TimeSpan.FromMinutes(4));

        (await client.AccessTokenAsync()).ShouldNotBe(before);
    }

    [Fact]
    public async Task A_sign_in_that_ended_at_the_platform_ends_for_its_user_only()
    {
        var (clock, platform) = (Given.Clock(), new WristbandTestPlatform());
        await using var factory = Given.Application(platform, clock);
        var leaver = new TestUser();
        using var gone = factory.CreateClientFor(leaver);
        using var stays = factory.CreateClientFor(new TestUser());

        platform.EndSessionsOf(leaver);
        clock.Advance(TimeSpan.FromMinutes(31));

        (await StatusAsync(gone)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(stays)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_platform_is_down_nobody_signs_in()
    {
        var platform = new WristbandTestPlatform { IsDown = true };
        await using var factory = Given.Application(platform);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => factory.CreateClientForAsync(new TestUser()));

        failure.Message.ShouldContain("503");
        failure.Message.ShouldContain("WB1101");
    }

    [Fact]
    public async Task Two_applications_may_share_a_platform()
    {
        var platform = new WristbandTestPlatform();
        await using var first = Given.Application(platform);
        await using var second = Given.Application(platform);
        using var client = second.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", first.CreateBearerFor(new TestUser()));

        (await client.GetStringAsync("/api/report")).ShouldBe("report of id-of-acme");
        first.GetWristband().ShouldBeSameAs(platform);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var response = await client.PostAsync("/api/notes", null);
        return response.StatusCode;
    }
}
