using System.Net;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Backchannel;

/// <summary>X-D25: JSON from outside may hold text that is none. It is an unreadable answer, never an error of the application's.</summary>
public class ForeignTextTests
{
    private static readonly Dictionary<string, Action<FakePlatform, string>> Places = new()
    {
        ["a person's name"] = (p, text) => p.EditUserInfo = c => c["given_name"] = text,
        ["a role"] = (p, text) => p.EditUserInfo = c => c["roles"] = new[] { new { name = text } },
        ["a claim nobody asked for"] = (p, text) => p.EditUserInfo = c => c["custom"] = new { deep = new[] { text } },
        ["a claim's name"] = (p, text) => p.EditUserInfo = c => c[text] = "x",
        ["the access token"] = (p, text) => p.EditTokenAnswer = c => c["access_token"] = text,
        ["the refresh token"] = (p, text) => p.EditTokenAnswer = c => c["refresh_token"] = text,
        ["the token's type"] = (p, text) => p.EditTokenAnswer = c => c["token_type"] = text,
        ["the token's life"] = (p, text) => p.EditTokenAnswer = c => c["expires_in"] = text,
        ["the ID token"] = (p, text) => p.EditTokenAnswer = c => c["id_token"] = text,
        ["the ID token's subject"] = (p, text) => p.EditIdToken = t => t.With("sub", text),
        ["the ID token's audience"] = (p, text) => p.EditIdToken = t => t.With("aud", text),
        ["the ID token's nonce"] = (p, text) => p.EditIdToken = t => t.With("nonce", text),
        ["another claim of the ID token"] = (p, text) =>
            p.EditIdToken = t => t.With("address", new Dictionary<string, object> { ["a"] = text }),
        ["a claim's name in the ID token"] = (p, text) => p.EditIdToken = t => t.With(text, 1),
        ["the ID token's key id"] = (p, text) => p.EditIdToken = t => t.KeyId = text,
        ["the ID token's header"] = (p, text) => p.EditIdToken = t => t.Header["x"] = text,
        ["a key's id"] = (p, text) => Key(p)["kid"] = text,
        ["a key's modulus"] = (p, text) => Key(p)["n"] = text,
        ["a key's exponent"] = (p, text) => Key(p)["e"] = text,
        ["the login address"] = (p, text) => p.EditSettings = c => c["loginUrl"] = text,
        ["a setting nobody reads"] = (p, text) => p.EditSettings = c => c["later"] = text,
    };

    public static MatrixTheoryData<string, string> Everywhere() => new(Places.Keys, ForeignText.Markers);

    public static TheoryData<string> Texts() => [.. ForeignText.Markers];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_login_ends_with_a_page_that_leads_on(string place, string text)
    {
        await using var world = await SdkWorld.StartAsync();
        Places[place](world.Platform, text);

        var page = await world.Browser.GetAsync(SdkWorld.App + "/api/auth/login?tenant_name=acme&return_url=/members");

        page.Status.ShouldBeOneOf(HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable);
        page.Body.ShouldContain("WB1");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_refresh_waits_for_a_better_answer(string text)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(31));
        world.Platform.EditTokenAnswer = c => c["scope"] = text;

        using var answer = await world.FetchAsync("/api/hello");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        world.Cookie(SdkWorld.SessionCookie).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_tenants_own_domain_is_not_confirmed(string text)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["custom-domains"] = context => context.Response.Body
            .WriteAsync(ForeignText.Serialize(new { valid = true, reason = text })).AsTask();

        var page = await world.Browser.GetAsync(SdkWorld.App + "/api/auth/login?tenant_custom_domain=login.acme.example");

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Body.ShouldContain("WB1101");
        page.Url.Host.ShouldBe("app.test");
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_bearer_token_is_refused(string text)
    {
        await using var world = await SdkWorld.StartAsync();
        var person = Person.In("acme");
        foreach (var token in new[]
        {
            world.Platform.AccessToken(person).With("sub", text),
            world.Platform.AccessToken(person).With("custom", new Dictionary<string, object> { [text] = 1 }),
            world.Platform.AccessToken(person).With(text, 1),
        })
        {
            using var answer = await world.SendRawAsync(HttpMethod.Post, "/api/jwt-hello", ("Authorization", "Bearer " + token.Sign()));

            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_logout_token_is_refused(string text)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Options = o => o.BackchannelLogout = true);
        foreach (var token in new[]
        {
            world.Platform.LogoutToken().With("sid", text),
            world.Platform.LogoutToken().With("jti", text),
            world.Platform.LogoutToken().With(
                "events", new Dictionary<string, object> { [text] = new { }, [FakePlatform.LogoutEvent] = new { } }),
        })
        {
            using var body = new FormUrlEncodedContent([new("logout_token", token.Sign())]);
            using var request = new HttpRequestMessage(HttpMethod.Post, SdkWorld.App + "/api/auth/backchannel-logout") { Content = body };
            using var client = new HttpClient(world.Handler, disposeHandler: false);

            using var answer = await client.SendAsync(request);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    // Text that is spelled with escapes and is text stays text.
    [Fact]
    public async Task Names_in_every_script_arrive()
    {
        await using var world = await SdkWorld.StartAsync();
        const string Name = "Zoë \U0001F469\u200D\U0001F680 文";
        world.Platform.EditUserInfo = c => c["given_name"] = Name;

        await world.SignInAsync();

        (await world.FetchJsonAsync("/claims")).EnumerateArray()
            .Single(c => c.GetProperty("type").GetString() == "given_name").GetProperty("value").GetString().ShouldBe(Name);
    }

    private static Dictionary<string, object> Key(FakePlatform platform) => (Dictionary<string, object>)platform.Keys[0];
}
