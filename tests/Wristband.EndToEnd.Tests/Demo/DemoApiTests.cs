using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>The two hello APIs, answer by answer.</summary>
public class DemoApiTests(SharedDemo shared)
{
    private const string SessionHello = DemoHost.Url + "/api/classic/session-hello";
    private const string JwtHello = DemoHost.Url + "/api/classic/jwt-hello";
    private const string Hello = """{"action":"hello"}""";

    [Fact]
    public async Task Session_hello_greets_a_member_who_sends_the_csrf_token()
    {
        var member = await shared.MemberAsync();

        var answer = await member.FetchAsync(HttpMethod.Post, SessionHello, Json(Hello), member.CsrfHeader());

        await ShouldGreet(answer);
    }

    [Fact]
    public async Task Jwt_hello_greets_whoever_brings_an_access_token_and_does_not_echo_it()
    {
        var token = await (await shared.MemberAsync()).AccessTokenAsync();
        var stranger = shared.Host.NewBrowser();

        var answer = await stranger.FetchAsync(HttpMethod.Post, JwtHello, Json(Hello), ("Authorization", "Bearer " + token));

        await ShouldGreet(answer);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain(token, customMessage: "DM-03");
    }

    [Theory]
    [InlineData("""{"action":"bye"}""", "Invalid action. Expected \"hello\".")]
    [InlineData("""{"action":"Hello"}""", "Invalid action. Expected \"hello\".")]
    [InlineData("""{"action":5}""", "Invalid action. Expected \"hello\".")]
    [InlineData("""{"action":null}""", "Invalid action. Expected \"hello\".")]
    [InlineData("""{"action":"\ud800"}""", "Invalid action. Expected \"hello\".")]
    [InlineData("{}", "Invalid action. Expected \"hello\".")]
    [InlineData("[\"hello\"]", "Invalid action. Expected \"hello\".")]
    [InlineData("\"hello\"", "Invalid action. Expected \"hello\".")]
    [InlineData("null", "Invalid action. Expected \"hello\".")]
    [InlineData("", "Invalid JSON body")]
    [InlineData("{", "Invalid JSON body")]
    [InlineData("action=hello", "Invalid JSON body")]
    [InlineData("""{"action":"hello"} trailing""", "Invalid JSON body")]
    public async Task A_body_that_does_not_say_hello_is_told_so(string body, string error)
    {
        var member = await shared.MemberAsync();

        var session = await member.FetchAsync(HttpMethod.Post, SessionHello, Json(body), member.CsrfHeader());
        var jwt = await member.FetchAsync(
            HttpMethod.Post, JwtHello, Json(body), ("Authorization", "Bearer " + await member.AccessTokenAsync()));

        foreach (var answer in new[] { session, jwt })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await ErrorOf(answer)).ShouldBe(error);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData(null)]
    public async Task The_body_counts_and_not_the_type_that_is_declared_for_it(string? type)
    {
        var member = await shared.MemberAsync();

        var answer = await member.FetchAsync(HttpMethod.Post, SessionHello, Typed(Hello, type), member.CsrfHeader());
        var wrong = await member.FetchAsync(HttpMethod.Post, SessionHello, Typed("action=hello", type), member.CsrfHeader());

        await ShouldGreet(answer);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ErrorOf(wrong)).ShouldBe("Invalid JSON body");
    }

    [Theory]
    [InlineData("GET", SessionHello)]
    [InlineData("POST", SessionHello)]
    [InlineData("GET", JwtHello)]
    [InlineData("POST", JwtHello)]
    public async Task A_stranger_is_refused_before_anything_else(string method, string url)
    {
        var answer = await shared.Host.NewBrowser().FetchAsync(new HttpMethod(method), url, Json("not read"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ErrorOf(answer)).ShouldBe("Unauthorized");
    }

    [Fact]
    public async Task Other_methods_are_refused_after_authorization()
    {
        var member = await shared.MemberAsync();

        var session = await member.FetchAsync(HttpMethod.Get, SessionHello);
        var jwt = await member.FetchAsync(
            HttpMethod.Put, JwtHello, Json(Hello), ("Authorization", "Bearer " + await member.AccessTokenAsync()));

        foreach (var answer in new[] { session, jwt })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
            answer.Content.Headers.Allow.ShouldBe(["POST"]);
        }
    }

    [Fact]
    public async Task Session_hello_without_csrf_token_is_forbidden()
    {
        var answer = await (await shared.MemberAsync()).FetchAsync(HttpMethod.Post, SessionHello, Json(Hello));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ErrorOf(answer)).ShouldBe("Forbidden");
    }

    [Fact]
    public async Task Session_hello_with_somebody_elses_csrf_token_is_forbidden()
    {
        var (member, other) = (await shared.MemberAsync(), await shared.MemberAsync());

        var answer = await member.FetchAsync(HttpMethod.Post, SessionHello, Json(Hello), other.CsrfHeader());

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Jwt_hello_does_not_look_at_cookies()
    {
        var member = await shared.MemberAsync();

        var answer = await member.FetchAsync(HttpMethod.Post, JwtHello, Json(Hello), member.CsrfHeader());

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ShouldContain(challenge => challenge.Scheme == "Bearer");
    }

    private async Task ShouldGreet(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        body.EnumerateObject().Select(p => p.Name).ShouldBe(["message", "timestamp"]);
        body.GetProperty("message").GetString().ShouldBe("Hello World!");
        body.GetProperty("timestamp").GetString().ShouldBe(shared.Platform.Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss"));
    }

    private static ByteArrayContent Typed(string text, string? type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private static async Task<string?> ErrorOf(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetString();
}
