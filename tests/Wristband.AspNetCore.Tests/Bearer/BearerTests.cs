using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Bearer;

public class BearerTests
{
    private static readonly Dictionary<string, Action<TokenDraft>> Bad = new()
    {
        // S-80
        ["an ID token"] = t => t.Type = "JWT",
        ["of no type"] = t => t.Type = "",
        ["a logout token"] = t => t.Type = "logout+jwt",
        ["with a critical header"] = t => t.Header["crit"] = new[] { "exp" },
        // S-82, S-83
        ["not signed"] = t => t.Algorithm = "none",
        ["signed with a shared secret"] = t => t.Algorithm = SecurityAlgorithms.HmacSha256,
        ["signed with another algorithm"] = t => t.Algorithm = SecurityAlgorithms.RsaSha512,
        ["signed by another key"] = t => t.Key = TestKeys.Second,
        ["with an unknown key id"] = t => t.KeyId = "unknown",
        ["without key id"] = t => t.KeyId = null,
        ["with its own key inside"] = t =>
        {
            (t.Key, t.KeyId) = (TestKeys.Second, "inside");
            t.Header["jwk"] = TestKeys.Jwk(TestKeys.Second);
            t.Header["jku"] = "https://evil.example/jwks";
        },
        ["of another issuer"] = t => t.With("iss", "https://other.platform.test"),
        ["of an issuer with a slash more"] = t => t.With("iss", FakePlatform.Issuer + "/"),
        ["without issuer"] = t => t.Without("iss"),
        ["without expiry"] = t => t.Without("exp"),
        ["expired for a minute"] = t => t.With("exp", (long)t.Claims["iat"] - 60),
        ["not valid yet"] = t => t.With("nbf", (long)t.Claims["iat"] + 61),
    };

    private static readonly Dictionary<string, Action<TokenDraft>> Good = new()
    {
        ["as the platform makes it"] = _ => { },
        ["typed in lower case"] = t => t.Type = "at+jwt",
        ["expired less than a minute ago"] = t => t.With("exp", (long)t.Claims["iat"] - 59),
        ["of a clock half a minute ahead"] = t => t.With("nbf", (long)t.Claims["iat"] + 30),
        // S-87
        ["with lists, objects and repeated values"] = t =>
            t.With("amr", new[] { "pwd", "pwd" }).With("custom_claims", new { a = new { b = new[] { 1 } } }).With("x", null!),
    };

    public static TheoryData<string> BadOnes() => [.. Bad.Keys];

    public static TheoryData<string> GoodOnes() => [.. Good.Keys];

    // S-87 among others
    [Theory]
    [MemberData(nameof(GoodOnes))]
    public async Task A_right_token_is_accepted(string how)
    {
        await using var world = await SdkWorld.StartAsync();

        using var response = await CallAsync(world, Good[how]);

        (await response.Content.ReadAsStringAsync()).ShouldBe("hello user-of-acme");
    }

    // S-80, S-82 and S-83 by row; S-89: and the answer says nothing else
    [Theory]
    [MemberData(nameof(BadOnes))]
    public async Task A_bad_token_is_refused_without_details(string how)
    {
        await using var world = await SdkWorld.StartAsync();

        using var response = await CallAsync(world, Bad[how]);

        await RefusedAsync(response);
    }

    // S-81
    [Theory]
    [InlineData("demo-client", true)]
    [InlineData("nightly-job", true)]
    [InlineData("other-client", false)]
    [InlineData(null, false)]
    public async Task With_a_list_of_clients_only_their_tokens_count(string? client, bool accepted)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:AllowedClientIds:0"] = "nightly-job");

        using var response = await CallAsync(world, t => _ = client is null ? t.Without("client_id") : t.With("client_id", client));

        if (accepted) response.StatusCode.ShouldBe(HttpStatusCode.OK);
        else await RefusedAsync(response);
    }

    [Fact]
    public async Task A_token_changed_after_signing_is_refused()
    {
        await using var world = await SdkWorld.StartAsync();

        await RefusedAsync(await SendAsync(world, ("Authorization", "Bearer " + TokenDraft.Tampered(Token(world)))));
    }

    // S-82
    [Fact]
    public async Task A_token_of_a_weak_key_is_refused_even_when_the_platform_publishes_it()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.Small));

        await RefusedAsync(await CallAsync(world, t => (t.Key, t.KeyId) = (TestKeys.Small, TestKeys.Small.KeyId)));
    }

    [Fact]
    public async Task A_token_of_a_platform_that_signs_with_ES256_is_accepted_beside_those_with_RS256()
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.OnCurve));

        using var onCurve = await CallAsync(world, t => t.SignedBy(TestKeys.OnCurve, SecurityAlgorithms.EcdsaSha256));
        using var rsa = await CallAsync(world, _ => { });

        onCurve.StatusCode.ShouldBe(HttpStatusCode.OK);
        rsa.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // S-82, S-83: the key says how it may be used, not the header
    [Theory]
    [MemberData(nameof(EllipticKeys.Confusions), MemberType = typeof(EllipticKeys))]
    public async Task A_key_of_one_kind_does_not_count_under_the_name_of_another(string how)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.OnCurve));

        await RefusedAsync(await CallAsync(world, EllipticKeys.Confuse[how]));
    }

    // S-82
    [Theory]
    [MemberData(nameof(EllipticKeys.UnfitOnes), MemberType = typeof(EllipticKeys))]
    public async Task A_token_of_an_unfit_key_on_a_curve_is_refused(string how)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Keys.Add(EllipticKeys.Unfit(how));

        await RefusedAsync(await CallAsync(world, t => t.SignedBy(TestKeys.OnCurve, SecurityAlgorithms.EcdsaSha256)));
    }

    // S-88, S-93
    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a")]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ....")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("Bearer e30.e30.e30.e30.e30")]
    [InlineData("Bearer {0},{0}")]
    [InlineData("Bearer {0} {0}")]
    [InlineData("Bearer Bearer {0}")]
    [InlineData("Bearer é")]
    [InlineData("bearer{0}")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("DPoP {0}")]
    [InlineData(",")]
    [InlineData("long")]
    public async Task Anything_else_in_the_header_is_refused_and_is_no_error(string header)
    {
        await using var world = await SdkWorld.StartAsync();
        if (header == "long") header = "Bearer " + new string('a', 17 * 1024);

        await RefusedAsync(await SendAsync(world, ("Authorization", header.Replace("{0}", Token(world), StringComparison.Ordinal))));
    }

    // S-88
    [Fact]
    public async Task Two_headers_are_refused_even_when_both_are_right()
    {
        await using var world = await SdkWorld.StartAsync();
        var header = ("Authorization", "Bearer " + Token(world));

        await RefusedAsync(await SendAsync(world, header, header));
    }

    // S-88
    [Fact]
    public async Task A_token_in_the_query_or_a_session_cookie_does_not_count()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        using var query = await world.SendRawAsync(HttpMethod.Post, "/api/jwt-hello?access_token=" + Token(world));
        using var cookie = await world.PostAsync("/api/jwt-hello");

        query.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        query.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        cookie.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-46, C-28: the token's user, whatever cookie came along
    [Fact]
    public async Task The_user_is_the_tokens_and_never_the_cookies()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync("globex");

        using var response = await SendAsync(
            world, ("Authorization", "Bearer " + Token(world)), ("Cookie", world.Browser.Cookies.Header(new Uri(SdkWorld.App))!));

        (await response.Content.ReadAsStringAsync()).ShouldBe("hello user-of-acme");
    }

    // S-46
    [Fact]
    public async Task A_token_does_not_open_what_needs_a_session()
    {
        await using var world = await SdkWorld.StartAsync();

        using var response = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Authorization", "Bearer " + Token(world)));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_endpoint_can_pass_the_token_on()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app =>
            app.MapPost("/api/echo", async (HttpContext context) => await context.GetAccessTokenAsync() ?? "none").RequireWristbandJwt());
        var token = Token(world);

        using var response = await world.SendRawAsync(HttpMethod.Post, "/api/echo", ("Authorization", "Bearer " + token));

        (await response.Content.ReadAsStringAsync()).ShouldBe(token);
    }

    // S-85, C-35, D-45
    [Fact]
    public async Task A_thousand_invented_key_ids_cost_two_fetches_and_right_tokens_go_on()
    {
        await using var world = await SdkWorld.StartAsync();
        await CallAsync(world, _ => { });

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => CallAsync(world, t => t.KeyId = $"invented-{i}")));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Unauthorized);
        world.Platform.Calls("jwks").ShouldBe(2);
        (await CallAsync(world, _ => { })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // D-22
    [Fact]
    public async Task A_new_signing_key_is_found_at_its_first_token()
    {
        await using var world = await SdkWorld.StartAsync();
        await CallAsync(world, _ => { });
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.Second));

        using var response = await CallAsync(world, t => (t.Key, t.KeyId) = (TestKeys.Second, TestKeys.Second.KeyId));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // S-84, C-34, D-23
    [Fact]
    public async Task A_removed_key_stops_counting_within_ten_minutes()
    {
        await using var world = await SdkWorld.StartAsync();
        await CallAsync(world, _ => { });
        world.Platform.Keys.Clear();
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.Second));

        world.Clock.Advance(TimeSpan.FromMinutes(10));

        (await CallAsync(world, _ => { })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // S-86, D-21
    [Theory]
    [InlineData(503, "")]
    [InlineData(200, """{"keys":[]}""")]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"keys":[1,null,"a",{"kid":"key-1"},{"kid":"key-1","kty":"RSA","n":"!","e":"AQAB"}]}""")]
    public async Task Without_keys_a_token_waits_and_nothing_has_to_be_restarted(int status, string body)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["jwks"] = Answer(status, body);

        using var early = await CallAsync(world, _ => { });
        await CallAsync(world, _ => { });
        world.Platform.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        using var later = await CallAsync(world, _ => { });

        early.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        early.Headers.RetryAfter.ShouldNotBeNull();
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
        world.Platform.Calls("jwks").ShouldBe(2);
    }

    // S-86, D-21
    [Theory]
    [InlineData(503, "")]
    [InlineData(200, """{"keys":[]}""")]
    public async Task Known_keys_carry_through_a_day_of_outage_and_no_longer(int status, string body)
    {
        await using var world = await SdkWorld.StartAsync();
        await CallAsync(world, _ => { });
        world.Platform.Answers["jwks"] = Answer(status, body);

        world.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await CallAsync(world, _ => { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        (await CallAsync(world, _ => { })).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task XD17_while_the_platform_hangs_the_last_good_keys_answer_and_one_fetch_runs_behind()
    {
        await using var world = await SdkWorld.StartAsync();
        await CallAsync(world, _ => { });
        world.Platform.Answers["jwks"] = FakePlatform.HangAsync;
        world.Clock.Advance(TimeSpan.FromMinutes(10));

        // One second is left to a platform that answers.
        var patience = world.Clock.TimerAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var first = CallAsync(world, _ => { });
        await patience;
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);

        // From here on nobody waits; nobody moves the clock while a request is under way.
        for (var second = 0; second < 60; second += 5)
        {
            (await CallAsync(world, _ => { })).StatusCode.ShouldBe(HttpStatusCode.OK);
            world.Clock.Advance(TimeSpan.FromSeconds(5));
        }
        world.Platform.Calls("jwks").ShouldBeLessThanOrEqualTo(2 + 12);
    }

    // S-82: one id for two keys names neither
    [Fact]
    public async Task A_doubled_key_id_is_no_key()
    {
        await using var world = await SdkWorld.StartAsync();
        var twin = TestKeys.Jwk(TestKeys.Second);
        twin["kid"] = TestKeys.First.KeyId;
        world.Platform.Keys.Add(twin);
        world.Platform.Keys.Add(TestKeys.Jwk(TestKeys.Second));

        await RefusedAsync(await CallAsync(world, _ => { }));
    }

    private static Func<HttpContext, Task> Answer(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    private static string Token(SdkWorld world) => world.Platform.NewAccessToken(Person.In("acme"));

    private static Task<HttpResponseMessage> CallAsync(SdkWorld world, Action<TokenDraft> edit)
    {
        var draft = world.Platform.AccessToken(Person.In("acme"));
        edit(draft);
        return SendAsync(world, ("Authorization", "Bearer " + draft.Sign()));
    }

    private static Task<HttpResponseMessage> SendAsync(SdkWorld world, params (string, string)[] headers) =>
        world.SendRawAsync(HttpMethod.Post, "/api/jwt-hello", headers);

    private static async Task RefusedAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"error":"Unauthorized","reason":"token_invalid"}""");
    }

    [Fact]
    public async Task XE5_roles_and_tenant_of_a_token_are_those_of_a_session()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app => app.MapGet("/api/who", (HttpContext context) =>
            $"{context.User.GetTenantId()} {context.User.IsInRole("app:demo:owner")} {context.User.IsInRole("app:demo:viewer")} "
            + context.User.FindAll(WristbandClaims.Role).Count()).RequireWristbandJwt());
        world.Platform.EditAccessToken = t => t.With(
            "roles",
            new object[] { new { id = "r1", name = "app:demo:owner", display_name = "Owner" }, "app:demo:viewer", new { id = "r2" } });
        await world.SignInAsync();
        var token = (await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString()!;

        using var answer = await world.SendRawAsync(HttpMethod.Get, "/api/who", ("Authorization", "Bearer " + token));

        (await answer.Content.ReadAsStringAsync()).ShouldBe("id-of-acme True True 2");
    }
}
