using System.Net;
using System.Security.Claims;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Tokens;

/// <summary>Claims and roles come with the token.</summary>
public class RenewedClaimsTests
{
    private static readonly TimeSpan Due = TimeSpan.FromSeconds(1740);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task XA2_a_role_that_was_taken_away_is_gone_with_the_next_token_at_the_latest(bool stored)
    {
        await using var world = await StartAsync(stored);
        (await world.FetchTextAsync("/owners")).ShouldBe("owners");
        world.Platform.EditUserInfo = answer => answer["roles"] = new[] { new { id = "role-2", name = "app:demo:admin" } };

        world.Clock.Advance(Due);

        (await StatusAsync(world, "/owners")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(world, "/admins")).ShouldBe(HttpStatusCode.OK);
        // And it stays so, from the cookie or the store.
        (await StatusAsync(world, "/owners")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(world, "/admins")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task XA2_a_token_that_is_renewed_in_the_middle_of_a_request_renews_the_claims_too()
    {
        await using var world = await StartAsync();
        world.Platform.EditUserInfo = answer => answer["roles"] = Array.Empty<object>();
        world.Clock.Advance(Due);

        await world.FetchTextAsync("/access-token");

        (await StatusAsync(world, "/owners")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task XA2_other_claims_follow_and_those_of_the_application_stay()
    {
        await using var world = await StartAsync(options: o => o.Events.OnSignedIn = context =>
        {
            context.Identity.AddClaim(new Claim("plan", "gold"));
            context.Identity.AddClaim(new Claim(WristbandClaims.Role, "tester"));
            context.Identity.RemoveClaim(context.Identity.FindFirst(WristbandClaims.GivenName));
            return Task.CompletedTask;
        });
        world.Platform.EditUserInfo = answer =>
        {
            answer["email"] = "new@acme.example";
            answer["phone_number"] = "+43 1 2345";
        };
        world.Clock.Advance(Due);

        var claims = (await world.FetchJsonAsync("/claims")).EnumerateArray()
            .Select(c => $"{c.GetProperty("type").GetString()}={c.GetProperty("value").GetString()}").ToArray();

        claims.ShouldContain("email=new@acme.example");
        claims.ShouldContain("phone_number=+43 1 2345");
        claims.ShouldContain("plan=gold");
        claims.ShouldContain(WristbandClaims.Role + "=tester");
        claims.ShouldContain(WristbandClaims.Role + "=app:demo:owner");
        claims.ShouldContain(WristbandClaims.TenantName + "=acme");
        claims.ShouldNotContain(c => c.StartsWith(WristbandClaims.GivenName + "=", StringComparison.Ordinal));
        claims.Distinct().Count().ShouldBe(claims.Length);
    }

    [Fact]
    public async Task XA2_without_an_answer_the_claims_stay_until_the_next_token()
    {
        await using var world = await StartAsync();
        world.Platform.Answers["userinfo"] = context => FakePlatform.RefuseAsync(context, 503, "temporarily_unavailable");
        world.Clock.Advance(Due);

        (await world.FetchTextAsync("/owners")).ShouldBe("owners");
        world.Platform.Calls("token.refresh").ShouldBe(1);

        world.Platform.Answers.Clear();
        world.Platform.EditUserInfo = answer => answer["roles"] = Array.Empty<object>();
        world.Clock.Advance(Due);
        (await StatusAsync(world, "/owners")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("sub", "somebody-else")]
    [InlineData("tnt_id", "id-of-globex")]
    public async Task XA2_claims_of_somebody_else_end_the_session_and_its_tokens_are_revoked(string claim, string value)
    {
        await using var world = await StartAsync();
        world.Platform.EditUserInfo = answer => answer[claim] = value;
        world.Clock.Advance(Due);

        (await StatusAsync(world, "/api/hello")).ShouldBe(HttpStatusCode.Unauthorized);
        await world.Platform.AnsweredAsync("revoke");
    }

    private static async Task<SdkWorld> StartAsync(bool stored = false, Action<WristbandOptions>? options = null)
    {
        void Setup(SdkWorldSetup setup) => setup.Options = options ?? (_ => { });
        var world = stored ? await StoredWorld.StartAsync(new WatchedCache(), Setup) : await SdkWorld.StartAsync(Setup);
        await world.SignInAsync();
        return world;
    }

    private static async Task<HttpStatusCode> StatusAsync(SdkWorld world, string path)
    {
        using var response = await world.FetchAsync(path);
        return response.StatusCode;
    }
}
