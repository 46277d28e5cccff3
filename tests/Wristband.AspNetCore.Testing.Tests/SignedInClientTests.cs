using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Wristband.AspNetCore.Testing.Tests;

/// <summary>A signed-in client is what a browser with a session is: nothing of the SDK is switched off for it.</summary>
public class SignedInClientTests
{
    private static readonly WebApplicationFactory<Program> Sample = Given.Application();

    [Fact]
    public async Task The_session_holds_the_user_that_signed_in()
    {
        var user = new TestUser { Tenant = "globex", Email = "ada@globex.example", GivenName = "Ada", Roles = ["app:demo:owner"] };
        using var client = await Sample.CreateClientForAsync(user);

        using var session = JsonDocument.Parse(await client.GetStringAsync("/api/auth/session"));

        session.RootElement.GetProperty("userId").GetString().ShouldBe(user.Id);
        session.RootElement.GetProperty("tenantId").GetString().ShouldBe("id-of-globex");
        session.RootElement.GetProperty("metadata").GetProperty("email").GetString().ShouldBe("ada@globex.example");
        session.RootElement.GetProperty("metadata").GetRawText().ShouldContain("app:demo:owner");
    }

    [Fact]
    public async Task The_tenant_has_a_name_for_people_as_at_the_platform()
    {
        using var unnamed = Sample.CreateClientFor(new TestUser { Tenant = "acme" });
        using var named = Sample.CreateClientFor(new TestUser { Tenant = "acme", TenantDisplayName = "Acme & Söhne" });

        (await unnamed.GetStringAsync("/workspace")).ShouldBe("acme Inc.");
        (await named.GetStringAsync("/workspace")).ShouldBe("Acme & Söhne");
    }

    [Fact]
    public async Task Two_clients_are_two_browsers()
    {
        using var acme = Sample.CreateClientFor(new TestUser { Tenant = "acme" });
        using var globex = Sample.CreateClientFor(new TestUser { Tenant = "globex" });

        (await acme.GetStringAsync("/")).ShouldBe("Hello from acme");
        (await globex.GetStringAsync("/")).ShouldBe("Hello from globex");
    }

    [Fact]
    public async Task Logging_out_ends_the_session_and_leads_to_the_platform()
    {
        using var client = Sample.CreateClientFor(new TestUser());

        using var goodbye = await client.PostAsync("/api/auth/logout", null);
        using var after = await client.GetAsync("/api/auth/session");

        goodbye.Headers.Location!.Host.ShouldBe("acme-app.wristband.test");
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("X-CSRF-TOKEN", "invented")]
    public async Task A_request_keeps_its_own_headers_and_so_can_play_a_forgery(string name, string value)
    {
        using var client = Sample.CreateClientFor(new TestUser());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/notes") { Headers = { { name, value } } };

        using var response = await client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Redirects_within_the_application_are_followed_unless_told_otherwise()
    {
        var owner = new TestUser { Roles = ["app:demo:owner"] };
        using var client = Sample.CreateClientFor(owner);
        using var still = Sample.CreateClientFor(owner, new TestClientOptions { FollowsRedirects = false });

        using var followed = await client.GetAsync("/old-settings");
        using var stayed = await still.GetAsync("/old-settings");

        followed.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/settings");
        (await followed.Content.ReadAsStringAsync()).ShouldBe("Settings");
        stayed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Navigations_without_a_session_end_on_the_way_to_the_platform()
    {
        using var client = Sample.CreateClientFor(new TestUser { Tenant = "acme" });
        using var logout = await client.PostAsync("/api/auth/logout", null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept", "text/html" } } };

        using var response = await client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.Host.ShouldEndWith("app.wristband.test");
    }

    [Fact]
    public async Task Bearer_tokens_are_checked_like_any_other()
    {
        using var client = Sample.CreateClient();

        (await StatusAsync(Sample.CreateBearerFor(new TestUser()))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(Sample.CreateBearerFor(new TestUser(), TimeSpan.FromMinutes(-2)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(Sample.CreateBearerFor(new TestUser())[..^4] + "AAAA")).ShouldBe(HttpStatusCode.Unauthorized);

        async Task<HttpStatusCode> StatusAsync(string token)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, "/api/report")
            { Headers = { Authorization = new("Bearer", token) } };
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }
}
