using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>The minimal APIs and their page, answer by answer.</summary>
public class DemoMinimalApiTests(SharedDemo shared)
{
    private const string Session = DemoHost.Url + "/api/minimal/session";
    private const string JwtHello = DemoHost.Url + "/api/minimal/jwt-hello";
    private const string Hello = """{"action":"hello"}""";

    [Fact]
    public async Task The_session_endpoint_answers_in_the_format_of_the_frontend_SDKs()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = await shared.SignInAsync(user);

        var answer = await browser.FetchAsync(HttpMethod.Get, Session);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var body = await JsonOf(answer);
        body.EnumerateObject().Select(p => p.Name).ShouldBe(["userId", "tenantId", "metadata"]);
        body.GetProperty("userId").GetString().ShouldBe(user.Id);
        body.GetProperty("tenantId").GetString().ShouldBe(user.Tenant.Id);
        body.GetProperty("metadata").GetProperty("email").GetString().ShouldBe(user.Email);
    }

    [Fact]
    public async Task Jwt_hello_greets_whoever_brings_an_access_token_and_does_not_echo_it()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var token = await (await shared.SignInAsync(user)).AccessTokenAsync();

        var answer = await PostAsync(Json(Hello), token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await JsonOf(answer);
        body.EnumerateObject().Select(p => p.Name).ShouldBe(["message", "timestamp", "userId", "tenantId"]);
        body.GetProperty("message").GetString().ShouldBe("Hello World from Minimal APIs JWT!");
        body.GetProperty("timestamp").GetString().ShouldBe(shared.Platform.Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss"));
        body.GetProperty("userId").GetString().ShouldBe(user.Id);
        body.GetProperty("tenantId").GetString().ShouldBe(user.Tenant.Id);
        body.GetRawText().ShouldNotContain(token, customMessage: "DM-03");
    }

    [Theory]
    [InlineData("", "Request body is required.")]
    [InlineData("{", "Invalid JSON body")]
    [InlineData("{}", "Invalid action. Expected \"hello\".")]
    [InlineData("""{"action":"bye"}""", "Invalid action. Expected \"hello\".")]
    public async Task A_body_that_does_not_say_hello_is_told_so(string body, string error)
    {
        var token = await (await shared.MemberAsync()).AccessTokenAsync();

        var answer = await PostAsync(Json(body), token);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await JsonOf(answer)).GetProperty("error").GetString().ShouldBe(error);
    }

    [Theory]
    [InlineData("GET", Session)]
    [InlineData("POST", JwtHello)]
    public async Task A_stranger_is_refused_as_json(string method, string url)
    {
        var answer = await shared.Host.NewBrowser().FetchAsync(new HttpMethod(method), url, method == "POST" ? Json(Hello) : null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await JsonOf(answer)).GetProperty("error").GetString().ShouldBe("Unauthorized");
    }

    [Fact]
    public async Task Jwt_hello_does_not_look_at_cookies()
    {
        var member = await shared.MemberAsync();

        var answer = await member.FetchAsync(HttpMethod.Post, JwtHello, Json(Hello), member.CsrfHeader());

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Other_methods_are_refused()
    {
        var member = await shared.MemberAsync();

        (await member.FetchAsync(HttpMethod.Post, Session, Json(Hello), member.CsrfHeader())).StatusCode
            .ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await member.FetchAsync(HttpMethod.Get, JwtHello)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("/minimal-apis", "Session endpoint", "/api/minimal/session")]
    [InlineData("/minimal-apis/", "Session endpoint", "/api/minimal/session")]
    [InlineData("/minimal-apis?tab=jwt", "JWT flow", "/api/auth/token /api/minimal/jwt-hello")]
    public async Task The_tabs_are_addresses(string path, string title, string apis)
    {
        var page = await (await shared.MemberAsync()).GetAsync(DemoHost.Url + path);

        page.Document.QuerySelectorAll(".tabs a[aria-current]").ShouldHaveSingleItem().TextContent.ShouldBe(title);
        string.Join(' ', page.Document.QuerySelectorAll(".exchange").Select(e => e.GetAttribute("data-path"))).ShouldBe(apis);
        ContentRules.Violations(page.Document).ShouldBeEmpty("G-06");
    }

    [Fact]
    public async Task A_guest_signs_in_first_and_comes_back_to_the_page()
    {
        var asked = await shared.Host.NewBrowser().GetOnceAsync(DemoHost.Url + "/minimal-apis?tab=jwt");

        asked.Status.ShouldBe(HttpStatusCode.Found);
        asked.Location!.PathAndQuery.ShouldBe("/api/auth/login?return_url=%2Fminimal-apis%3Ftab%3Djwt");
    }

    private Task<HttpResponseMessage> PostAsync(HttpContent body, string token) =>
        shared.Host.NewBrowser().FetchAsync(HttpMethod.Post, JwtHello, body, ("Authorization", "Bearer " + token));

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private static async Task<JsonElement> JsonOf(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsStringAsync());
}
