using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Session;

/// <summary>S-47: who gets 401, who gets a redirect, who gets 403.</summary>
public class ProtectionTests
{
    [Theory]
    [InlineData("GET", "/api/hello")]
    [InlineData("POST", "/api/hello")]
    [InlineData("GET", "/api/auth/session")]
    [InlineData("GET", "/api/auth/token")]
    public async Task Endpoints_for_scripts_answer_401_as_JSON_even_to_a_navigation(string method, string path)
    {
        await using var world = await SdkWorld.StartAsync();

        using var response = await world.SendRawAsync(
            new HttpMethod(method), path, ("Sec-Fetch-Mode", "navigate"), ("Accept", "text/html"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.Location.ShouldBeNull();
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        body.GetProperty("error").GetString().ShouldBe("Unauthorized");
        body.GetProperty("reason").GetString().ShouldBe("session_missing");
    }

    [Theory]
    [InlineData("/members?a=1&b=%26", "/api/auth/login?return_url=%2Fmembers%3Fa%3D1%26b%3D%2526")]
    [InlineData("/members", "/api/auth/login?return_url=%2Fmembers")]
    public async Task A_person_at_a_protected_page_goes_to_the_login_and_comes_back(string path, string location)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + path);

        page.Status.ShouldBe(HttpStatusCode.Found);
        page.Location!.PathAndQuery.ShouldBe(location);
    }

    [Theory]
    [InlineData("cors", "*/*")]
    [InlineData(null, "application/json")]
    public async Task A_script_at_a_protected_page_gets_401(string? mode, string accept)
    {
        await using var world = await SdkWorld.StartAsync();
        (string, string)[] headers = mode is null ? [("Accept", accept)] : [("Accept", accept), ("Sec-Fetch-Mode", mode)];

        using var response = await world.SendRawAsync(HttpMethod.Get, "/members", headers);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // The tenant of the session that was is the way to the next login
    [Fact]
    public async Task An_expired_session_leads_back_to_its_own_tenant()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync("acme");
        world.Clock.Advance(TimeSpan.FromMinutes(61));

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/members");

        page.Location!.PathAndQuery.ShouldBe("/api/auth/login?return_url=%2Fmembers&tenant_name=acme");
        (await world.Browser.GetAsync(page.Location.AbsoluteUri)).Body.ShouldBe("members of acme");
    }

    [Fact]
    public async Task A_form_posted_without_session_comes_back_to_its_page()
    {
        await using var world = await SdkWorld.StartAsync();

        using var response = await world.SendRawAsync(
            HttpMethod.Post, "/members?step=2", ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Site", "same-origin"));

        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        response.Headers.Location!.OriginalString.ShouldBe("/api/auth/login?return_url=%2Fmembers");
    }

    [Fact]
    public async Task A_member_without_the_role_is_forbidden_and_not_sent_in_circles()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/admins");
        using var script = await world.FetchAsync("/admins");

        page.Status.ShouldBe(HttpStatusCode.Forbidden);
        page.Body.ShouldBeEmpty();
        script.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await script.Content.ReadAsStringAsync()).ShouldBe("""{"error":"Forbidden","reason":"access_denied"}""");
    }

    // Challenge() with a target of its own
    [Fact]
    public async Task The_applications_own_challenge_says_where_to_come_back()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app =>
            app.MapGet("/start", context => context.ChallengeAsync(new AuthenticationProperties { RedirectUri = "/claims" })));

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/start");

        page.Location!.PathAndQuery.ShouldBe("/api/auth/login?return_url=%2Fclaims");
    }

    // S-05: an application that has a default scheme keeps it, whichever call came first
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_application_with_its_own_default_scheme_keeps_it(bool before)
    {
        void Own(WebApplicationBuilder builder) =>
            builder.Services.AddAuthentication("own").AddCookie("own", o => o.LoginPath = "/own-login");
        await using var world = await SdkWorld.StartAsync(s =>
        {
            if (before) s.Before = Own;
            else s.After = Own;
        });

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + "/members");
        using var api = await world.FetchAsync("/api/hello");

        page.Location!.AbsolutePath.ShouldBe("/own-login");
        api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Groups_can_be_protected_as_a_whole()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Routes = app =>
            app.MapGroup("/group").RequireWristbandSession().MapGet("/a", () => "a"));

        using var nobody = await world.FetchAsync("/group/a");
        await world.SignInAsync();

        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await world.FetchTextAsync("/group/a")).ShouldBe("a");
    }

    // Protocol 4.12
    [Fact]
    public async Task The_session_endpoint_speaks_the_front_ends_language()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();

        (await world.FetchTextAsync("/api/auth/session")).ShouldBe(
            """{"userId":"user-of-acme","tenantId":"id-of-acme","metadata":""" +
            """{"tenantName":"acme","email":"alice@acme.example","roles":""" +
            """[{"id":"role-1","name":"app:demo:owner","displayName":"Owner"}]}}""");
    }

    [Fact]
    public async Task The_application_decides_what_the_front_end_sees()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Options = o => o.Events.OnSessionMetadata = context =>
        {
            context.Metadata.Remove("roles");
            context.Metadata["plan"] = new { name = "gold" };
            return Task.CompletedTask;
        });
        await world.SignInAsync();

        (await world.FetchTextAsync("/api/auth/session")).ShouldBe(
            """{"userId":"user-of-acme","tenantId":"id-of-acme","metadata":""" +
            """{"tenantName":"acme","email":"alice@acme.example","plan":{"name":"gold"}}}""");
    }

    // Protocol 4.12
    [Fact]
    public async Task The_token_endpoint_speaks_the_front_ends_language()
    {
        await using var world = await SdkWorld.StartAsync();
        var now = world.Clock.GetUtcNow();
        await world.SignInAsync();

        var body = await world.FetchJsonAsync("/api/auth/token");

        body.EnumerateObject().Select(p => p.Name).ShouldBe(["accessToken", "expiresAt"]);
        body.GetProperty("accessToken").GetString()!.Split('.').Length.ShouldBe(3);
        DateTimeOffset.FromUnixTimeMilliseconds(body.GetProperty("expiresAt").GetInt64()).ShouldBe(now.AddSeconds(1800 - 60));
    }

    [Fact]
    public async Task A_scheme_that_the_application_adds_later_still_works()
    {
        await using var world = await SdkWorld.StartAsync(s => s.After = b => b.Services.AddAuthentication().AddCookie("extra"));

        await world.SignInAsync();

        var scheme = await world.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetSchemeAsync("extra");
        scheme!.HandlerType.ShouldBe(typeof(CookieAuthenticationHandler));
    }
}
