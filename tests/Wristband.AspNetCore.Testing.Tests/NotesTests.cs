using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Wristband.AspNetCore.Testing.Tests;

/// <summary>The tests that docs/testing.md shows, as a user of the SDK would write them.</summary>
public class NotesTests
{
    #region snippet TestFactory
    private readonly WebApplicationFactory<Program> _factory = new WebApplicationFactory<Program>().WithWristband();
    #endregion

    #region snippet TestSignedIn
    [Fact]
    public async Task Owners_may_change_the_settings()
    {
        using var owner = _factory.CreateClientFor(new TestUser { Tenant = "acme", Roles = ["app:demo:owner"] });
        using var viewer = _factory.CreateClientFor(new TestUser { Tenant = "acme", Roles = ["app:demo:viewer"] });

        using var allowed = await owner.GetAsync("/settings");
        using var refused = await viewer.GetAsync("/settings");

        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
    #endregion

    #region snippet TestRefusals
    [Fact]
    public async Task Notes_need_a_session_and_a_CSRF_token()
    {
        var user = new TestUser();
        using var stranger = _factory.CreateClient();
        using var forged = _factory.CreateClientFor(user, new TestClientOptions { SendsCsrfToken = false });
        using var genuine = _factory.CreateClientFor(user);

        using var unauthorized = await stranger.PostAsync("/api/notes", null);
        using var forbidden = await forged.PostAsync("/api/notes", null);
        using var noted = await genuine.PostAsync("/api/notes", null);

        Assert.Equal(HttpStatusCode.Unauthorized, unauthorized.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal($"noted by {user.Id} of {user.TenantId}", await noted.Content.ReadAsStringAsync());
    }
    #endregion

    #region snippet TestBearer
    [Fact]
    public async Task Reports_are_for_programs()
    {
        using var program = _factory.CreateClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", _factory.CreateBearerFor(new TestUser { Tenant = "acme" }));

        Assert.Equal("report of id-of-acme", await program.GetStringAsync("/api/report"));
    }
    #endregion

    #region snippet TestTime
    [Fact]
    public async Task Outages_are_survived_and_the_end_of_a_sign_in_is_noticed()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero));
        var platform = new WristbandTestPlatform();
        await using var factory = _factory.WithWristband(platform)
            .WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(clock)));
        var user = new TestUser();
        using var client = factory.CreateClientFor(user);

        // The access token lives for 30 minutes; it is renewed while the platform answers.
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/notes", null)).StatusCode);
        Assert.Contains("token.refresh", platform.Calls);

        // When it does not, nobody is signed out.
        platform.IsDown = true;
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.PostAsync("/api/notes", null)).StatusCode);
        platform.IsDown = false;
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/notes", null)).StatusCode);

        // An administrator ends the user's sessions: over with the next renewal.
        platform.EndSessionsOf(user);
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/notes", null)).StatusCode);
    }
    #endregion
}
