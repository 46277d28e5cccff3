using System.Net;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Logout;

/// <summary>S-77: OpenID Connect Back-Channel Logout 1.0, the application's side.</summary>
public class BackchannelLogoutTests
{
    private const string Path = "/api/auth/backchannel-logout";
    private static readonly Uri App = new(SdkWorld.App);

    private static readonly Dictionary<string, Action<TokenDraft>> Bad = new()
    {
        ["signed by another key"] = t => t.Key = TestKeys.Second,
        ["signed by an unknown key"] = t => (t.Key, t.KeyId) = (TestKeys.Second, TestKeys.Second.KeyId),
        ["without key id"] = t => t.KeyId = null,
        ["not signed"] = t => t.Algorithm = "none",
        ["signed with a shared secret"] = t => t.Algorithm = SecurityAlgorithms.HmacSha256,
        ["signed with another algorithm"] = t => t.Algorithm = SecurityAlgorithms.RsaSha512,
        ["with a critical header"] = t => t.Header["crit"] = new[] { "exp" },
        ["an ID token"] = t => t.Type = "JWT",
        ["an access token"] = t => t.Type = "at+jwt",
        ["without type"] = t => t.Type = "",
        ["of another issuer"] = t => t.With("iss", "https://evil.example"),
        ["without issuer"] = t => t.Without("iss"),
        ["for another client"] = t => t.With("aud", "other-client"),
        ["without audience"] = t => t.Without("aud"),
        ["without time of issue"] = t => t.Without("iat"),
        ["issued more than two minutes ago"] = t => t.With("iat", (long)t.Claims["iat"] - 121),
        ["issued more than two minutes ahead"] = t => t.With("iat", (long)t.Claims["iat"] + 121),
        ["expired"] = t => t.With("exp", (long)t.Claims["iat"] - 60),
        ["with a nonce"] = t => t.With("nonce", "n"),
        ["without events"] = t => t.Without("events"),
        ["with another event"] = t => t.With("events", new Dictionary<string, object> { ["https://example.test/other"] = new { } }),
        ["with an event that is no object"] = t => t.With("events", new Dictionary<string, object> { [FakePlatform.LogoutEvent] = true }),
        ["with events as a list"] = t => t.With("events", new[] { FakePlatform.LogoutEvent }),
        ["without id"] = t => t.Without("jti"),
        ["with an id that is no text"] = t => t.With("jti", 7),
        ["naming nobody"] = t => t.Without("sid").Without("sub"),
        ["naming nobody by text"] = t => t.With("sid", 7).With("sub", new[] { "user-of-acme" }),
    };

    public static TheoryData<string> BadOnes() => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(BadOnes))]
    public async Task A_bad_token_ends_nothing(string how)
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        var token = world.Platform.LogoutToken();
        Bad[how](token);

        using var answer = await SendAsync(world, token.Sign());

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"error":"invalid_request"}""");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await world.FetchTextAsync("/api/hello")).ShouldBe("hello");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_logout_at_the_platform_ends_the_session_here(bool bySession, bool bySubject)
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        var token = world.Platform.LogoutToken();
        if (!bySession) token.Without("sid");
        if (!bySubject) token.Without("sub");

        using var answer = await SendAsync(world, token.Sign());
        using var after = await world.FetchAsync("/api/hello");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await after.Content.ReadAsStringAsync()).ShouldContain("session_logged_out");
        world.Browser.Cookies.For(App).Keys.ShouldBe(["__Host-last-tenant"], "where to sign in again");
    }

    [Fact]
    public async Task Other_sessions_and_other_people_stay()
    {
        await using var world = await StartAsync();
        var (other, stranger) = (world.NewBrowser(), world.NewBrowser());
        await world.SignInAsync("acme", other);
        await world.SignInAsync("globex", stranger);
        world.Platform.EditIdToken = t => t.With("sid", "sid-2");
        await world.SignInAsync("acme");

        using var one = await SendAsync(world, world.Platform.LogoutToken().With("sid", "sid-2").Sign());
        (await StatusAsync(world.Browser)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(other)).ShouldBe(HttpStatusCode.OK);
        using var all = await SendAsync(world, world.Platform.LogoutToken().Without("sid").Sign());

        (await StatusAsync(other)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(stranger)).ShouldBe(HttpStatusCode.OK);
    }

    // A session of one person is not ended in another's name
    [Fact]
    public async Task Session_and_user_have_to_belong_together()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();

        using var answer = await SendAsync(world, world.Platform.LogoutToken().With("sub", "somebody-else").Sign());

        (await StatusAsync(world.Browser)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_signs_in_again_afterwards_is_signed_in()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        using var answer = await SendAsync(world, world.Platform.LogoutToken().Without("sid").Sign());
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        await world.SignInAsync();

        (await StatusAsync(world.Browser)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_counts_once()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        var token = world.Platform.LogoutToken().Sign();
        using var first = await SendAsync(world, token);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.SignInAsync();

        using var again = await SendAsync(world, token);

        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(world.Browser)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_a_shared_store_it_ends_on_all_replicas_and_counts_once_on_all_of_them()
    {
        var cache = new WatchedCache();
        await using var first = await StoredWorld.StartAsync(cache, On);
        await using var second = await first.ReplicaAsync(cache, On);
        first.Platform.EditIdToken = t => t.With("sid", "sid-1");
        await first.SignInAsync();
        var token = first.Platform.LogoutToken().Sign();

        using var answer = await SendAsync(second, token);
        using var repeated = await SendAsync(first, token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        repeated.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync(first.Browser)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    // The platform sends it again, so it must not have been used up
    [Fact]
    public async Task While_the_store_is_away_the_platform_is_asked_to_come_back()
    {
        var cache = new WatchedCache();
        await using var world = await StoredWorld.StartAsync(cache, On);
        world.Platform.EditIdToken = t => t.With("sid", "sid-1");
        await world.SignInAsync();
        var token = world.Platform.LogoutToken().Sign();

        cache.IsDown = true;
        using var outage = await SendAsync(world, token);
        cache.IsDown = false;
        using var retry = await SendAsync(world, token);

        outage.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        outage.Headers.RetryAfter.ShouldNotBeNull();
        retry.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(world.Browser)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    // G-03
    [Theory]
    [InlineData("application/json", """{"logout_token":"x"}""")]
    [InlineData("application/x-www-form-urlencoded", "")]
    [InlineData("application/x-www-form-urlencoded", "logout_token=")]
    [InlineData("application/x-www-form-urlencoded", "logout_token=a&logout_token=b")]
    [InlineData("application/x-www-form-urlencoded", "logout_token=a.b.c")]
    [InlineData("application/x-www-form-urlencoded", "logout_token=%00")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    [InlineData("multipart/form-data", "")]
    public async Task Something_else_in_its_place_is_refused(string type, string body)
    {
        await using var world = await StartAsync();

        using var answer = await PostAsync(world, type, body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    // X-A14: what others send never turns the platform's own token away
    [Fact]
    public async Task A_true_token_counts_however_many_false_ones_came_before()
    {
        await using var world = await StartAsync();
        await world.SignInAsync();
        for (var i = 0; i < 100; i++) using (await SendAsync(world, "a.b.c")) { }

        using var answer = await SendAsync(world, world.Platform.LogoutToken().Sign());

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(world.Browser)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Long_bodies_are_refused_and_strangers_who_go_on_are_told_to_wait()
    {
        await using var world = await StartAsync();

        using var large = await PostAsync(world, "application/x-www-form-urlencoded", "logout_token=" + new string('a', 16 * 1024));
        for (var i = 0; i < 59; i++) (await SendAsync(world, "a.b.c")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var tooMuch = await SendAsync(world, "a.b.c");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await SendAsync(world, world.Platform.LogoutToken().Sign());

        large.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        tooMuch.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        tooMuch.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(1));
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unless_the_application_wants_it_there_is_no_such_endpoint()
    {
        await using var world = await SdkWorld.StartAsync();

        (await SendAsync(world, "a.b.c")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<SdkWorld> StartAsync()
    {
        var world = await SdkWorld.StartAsync(On);
        world.Platform.EditIdToken = t => t.With("sid", "sid-1");
        return world;
    }

    private static void On(SdkWorldSetup setup) => setup.Settings["Wristband:BackchannelLogout"] = "true";

    private static Task<HttpResponseMessage> SendAsync(SdkWorld world, string token) =>
        PostAsync(world, "application/x-www-form-urlencoded", "logout_token=" + token);

    private static async Task<HttpResponseMessage> PostAsync(SdkWorld world, string type, string body)
    {
        using var invoker = new HttpMessageInvoker(world.Handler);
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var request = new HttpRequestMessage(HttpMethod.Post, SdkWorld.App + Path) { Content = content };
        return await invoker.SendAsync(request, CancellationToken.None);
    }

    private static async Task<HttpStatusCode> StatusAsync(Wristband.TestSupport.Browser browser)
    {
        using var response = await browser.FetchAsync(HttpMethod.Get, SdkWorld.App + "/api/hello");
        return response.StatusCode;
    }
}
