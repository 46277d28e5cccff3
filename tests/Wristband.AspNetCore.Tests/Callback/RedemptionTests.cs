using System.Net;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Callback;

/// <summary>From code to session: once, completely, or not at all.</summary>
public class RedemptionTests
{
    // S-23
    [Fact]
    public async Task Twenty_callbacks_at_once_redeem_the_code_once_and_all_end_signed_in()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members");
        var cookies = world.Browser.Cookies.Header(new Uri(SdkWorld.App))!;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => world.SendRawAsync(HttpMethod.Get, callback.PathAndQuery, ("Cookie", cookies))));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Found && a.Headers.Location!.OriginalString == "/members");
        answers.ShouldAllBe(
            a => a.Headers.GetValues("Set-Cookie").Any(c => c.StartsWith(SdkWorld.SessionCookie + "=", StringComparison.Ordinal)));
        world.Platform.Calls("token.code").ShouldBe(1);
    }

    // S-23: back button
    [Fact]
    public async Task A_callback_repeated_later_leads_to_the_same_place_and_leaves_the_session_alone()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members");
        await world.Browser.GetAsync(callback.AbsoluteUri);
        var session = world.Cookie(SdkWorld.SessionCookie);

        world.Clock.Advance(TimeSpan.FromMinutes(4));
        var page = await world.Browser.GetAsync(callback.AbsoluteUri);

        page.Body.ShouldBe("members of acme");
        world.Cookie(SdkWorld.SessionCookie).ShouldBe(session);
        world.Platform.Calls("token.code").ShouldBe(1);
    }

    [Fact]
    public async Task XB4_back_to_the_login_page_after_a_sign_out_and_in_once_more_leads_to_the_wanted_page()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members");
        await world.Browser.GetAsync(callback.AbsoluteUri);
        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");

        var again = await world.Browser.GetOnceAsync(callback.AbsoluteUri);

        again.Location!.PathAndQuery.ShouldStartWith("/api/auth/login?tenant_name=acme&return_url=%2Fmembers");
    }

    // S-23: also when the browser never learned that the login is done
    [Fact]
    public async Task A_callback_replayed_with_its_old_cookie_is_not_redeemed_again()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        var cookies = world.Browser.Cookies.Header(new Uri(SdkWorld.App))!;
        await world.SendRawAsync(HttpMethod.Get, callback.PathAndQuery, ("Cookie", cookies));
        world.Clock.Advance(TimeSpan.FromSeconds(61));

        using var replay = await world.SendRawAsync(HttpMethod.Get, callback.PathAndQuery, ("Cookie", cookies));

        replay.StatusCode.ShouldBe(HttpStatusCode.Found);
        replay.Headers.Location!.OriginalString.ShouldBe("/");
        replay.Headers.GetValues("Set-Cookie").ShouldNotContain(c => c.StartsWith(SdkWorld.SessionCookie + "=", StringComparison.Ordinal));
        world.Platform.Calls("token.code").ShouldBe(1);
    }

    [Fact]
    public async Task A_code_that_the_platform_refuses_restarts_the_login()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        world.Platform.Answers["token.code"] = context => FakePlatform.RefuseAsync(context, 400, "invalid_grant");

        var page = await world.Browser.GetOnceAsync(callback.AbsoluteUri);

        page.Location!.PathAndQuery.ShouldBe("/api/auth/login?tenant_name=acme&restart=1");
    }

    // S-29, D-14, D-15, D-17, D-19
    [Theory]
    [InlineData(500, "", 503)]
    [InlineData(502, "<html>", 503)]
    [InlineData(503, "{}", 503)]
    [InlineData(429, "{}", 503)]
    [InlineData(408, "{}", 503)]
    [InlineData(401, """{"error":"invalid_client"}""", 502)]
    [InlineData(400, """{"error":"invalid_request"}""", 502)]
    [InlineData(403, "<html>", 502)]
    [InlineData(302, "", 502)]
    [InlineData(307, "", 502)]
    [InlineData(200, "<html>", 502)]
    [InlineData(200, "", 502)]
    [InlineData(200, "[]", 502)]
    [InlineData(200, """{"access_token":""", 502)]
    [InlineData(200, """{"access_token":1,"expires_in":"x"}""", 502)]
    [InlineData(200, """{"access_token":"a","access_token":"b","token_type":"Bearer","expires_in":60}""", 502)]
    [InlineData(200, """{"access_token":"a b","token_type":"Bearer","expires_in":60}""", 502)]
    [InlineData(200, """{"access_token":"a","token_type":"DPoP","expires_in":60}""", 502)]
    public async Task A_failed_exchange_is_a_page_and_the_code_is_not_sent_again(int status, string body, int shown)
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members");
        world.Platform.Answers["token.code"] = context =>
        {
            context.Response.StatusCode = status;
            if (status is 302 or 307) context.Response.Headers.Location = $"https://{FakePlatform.Host}/elsewhere";
            return context.Response.WriteAsync(body);
        };

        var page = await world.Browser.GetOnceAsync(callback.AbsoluteUri);
        await world.Browser.GetOnceAsync(callback.AbsoluteUri);

        ((int)page.Status).ShouldBe(shown);
        page.Document.QuerySelector("a")!.GetAttribute("href").ShouldBe("/api/auth/login?tenant_name=acme&return_url=%2Fmembers");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
        world.Platform.Calls("token.code").ShouldBe(1);
        world.Platform.Calls("elsewhere").ShouldBe(0);
    }

    // S-29, D-16
    [Fact]
    public async Task A_platform_that_hangs_is_given_up_after_ten_seconds()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync();
        world.Platform.Answers["token.code"] = FakePlatform.HangAsync;

        var answer = world.Browser.GetOnceAsync(callback.AbsoluteUri);
        await world.Platform.CalledAsync("token.code");
        world.Clock.Advance(TimeSpan.FromSeconds(9));
        answer.IsCompleted.ShouldBeFalse();
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        (await answer).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    // S-28
    [Theory]
    [InlineData(3600)]
    [InlineData(1)]
    [InlineData(1e300)]
    [InlineData("3600")]
    [InlineData(null)]
    public async Task Any_usable_lifetime_is_accepted(object? expiresIn)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditTokenAnswer = t =>
        {
            t["expires_in"] = expiresIn;
            if (expiresIn is null) t.Remove("expires_in");
        };

        await world.SignInAsync();
    }

    // S-28
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData("soon")]
    [InlineData(false)]
    public async Task An_unusable_lifetime_makes_no_session(object expiresIn)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditTokenAnswer = t => t["expires_in"] = expiresIn;

        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.BadGateway);
        page.Body.ShouldContain("WB1208");
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
    }

    // S-28: at most a day
    [Fact]
    public async Task A_token_is_never_believed_to_live_longer_than_a_day()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:SessionLifetime"] = "23:59:00");
        world.Platform.EditTokenAnswer = t => t["expires_in"] = 1e9;

        await world.SignInAsync();

        var expires = (await world.FetchJsonAsync("/api/auth/token")).GetProperty("expiresAt").GetInt64();
        DateTimeOffset.FromUnixTimeMilliseconds(expires).ShouldBeLessThanOrEqualTo(world.Clock.GetUtcNow().AddHours(24));
    }

    // S-25, S-26, S-30, C-06
    [Theory]
    [InlineData("sub", "somebody-else")]
    [InlineData("sub", null)]
    [InlineData("tnt_id", "id-of-globex")]
    [InlineData("tnt_id", null)]
    [InlineData("tnt_name", "globex")]
    public async Task Userinfo_about_somebody_else_signs_nobody_in_and_the_tokens_are_revoked(string claim, string? value)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditUserInfo = u => u[claim] = value;

        await RefusedAsync(world, "WB1210", HttpStatusCode.BadGateway);
    }

    // S-25
    [Theory]
    [InlineData("sub")]
    [InlineData("tnt_id")]
    public async Task An_access_token_of_somebody_else_signs_nobody_in(string claim)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.EditAccessToken = t => t.With(claim, claim == "sub" ? "somebody-else" : "id-of-globex");
        world.Platform.EditUserInfo = u => u["tnt_id"] = "id-of-acme";

        await RefusedAsync(world, "WB1210", HttpStatusCode.BadGateway);
    }

    // S-30
    [Theory]
    [InlineData(401, "{}", HttpStatusCode.BadGateway)]
    [InlineData(200, "<html>", HttpStatusCode.BadGateway)]
    [InlineData(500, "{}", HttpStatusCode.ServiceUnavailable)]
    public async Task Userinfo_that_fails_signs_nobody_in_and_the_tokens_are_revoked(int status, string body, HttpStatusCode shown)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Platform.Answers["userinfo"] = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };

        await RefusedAsync(world, "WB12", shown);
    }

    // S-31
    [Fact]
    public async Task A_new_login_makes_a_new_session_and_ends_the_old_one()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync("acme");
        var old = world.Browser.Cookies.Header(new Uri(SdkWorld.App))!;
        var (oldSession, oldCsrf) = (world.Cookie(SdkWorld.SessionCookie), world.Cookie(WristbandDefaults.CsrfCookie));

        await world.SignInAsync("globex");
        await world.Platform.AnsweredAsync("revoke");

        world.Cookie(SdkWorld.SessionCookie).ShouldNotBe(oldSession);
        world.Cookie(WristbandDefaults.CsrfCookie).ShouldNotBe(oldCsrf);
        (await world.FetchTextAsync("/claims")).ShouldNotContain("acme");
        using var replay = await world.SendRawAsync(HttpMethod.Get, "/api/hello", ("Cookie", old));
        replay.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_application_may_add_claims_when_somebody_signs_in()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Options = o => o.Events.OnSignedIn = context =>
        {
            context.Identity.AddClaim(new("plan", "gold for " + context.Identity.FindFirst("tnt_name")!.Value));
            context.ReturnUrl.ShouldBe("/members");
            context.AccessToken.ShouldStartWith("ey");
            return Task.CompletedTask;
        });

        await world.SignInAsync();

        (await world.FetchTextAsync("/claims")).ShouldContain("gold for acme");
    }

    // S-35
    [Fact]
    public async Task A_session_that_does_not_fit_is_a_page_and_never_half_a_cookie()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Options = o => o.Events.OnSignedIn = context =>
        {
            context.Identity.AddClaim(new("huge", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8000))));
            return Task.CompletedTask;
        });

        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Body.ShouldContain("WB1213");
        world.Browser.Cookies.For(new Uri(SdkWorld.App)).Keys
            .ShouldNotContain(k => k.StartsWith(SdkWorld.SessionCookie, StringComparison.Ordinal));
    }

    // S-35: chunks
    [Fact]
    public async Task A_session_of_three_chunks_works_and_shrinks_without_leftovers()
    {
        var size = 3500;
        await using var world = await SdkWorld.StartAsync(s => s.Options = o => o.Events.OnSignedIn = context =>
        {
            context.Identity.AddClaim(
                new("big", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(size / 2))));
            return Task.CompletedTask;
        });
        await world.SignInAsync();
        world.Cookie(SdkWorld.SessionCookie)!.ShouldStartWith("chunks-");

        size = 2;
        await world.SignInAsync();

        world.Browser.Cookies.For(new Uri(SdkWorld.App)).Keys.ShouldBe(
            [WristbandDefaults.CsrfCookie, "__Host-last-tenant", SdkWorld.SessionCookie]);
    }

    private static async Task RefusedAsync(SdkWorld world, string id, HttpStatusCode status)
    {
        var page = await world.Browser.GetAsync($"{SdkWorld.App}/api/auth/login?tenant_name=acme");
        await world.Platform.AnsweredAsync("revoke");

        page.Status.ShouldBe(status, page.Body);
        page.Body.ShouldContain(id);
        world.Cookie(SdkWorld.SessionCookie).ShouldBeNull();
        world.Platform.Revoked.ShouldHaveSingleItem().ShouldStartWith("refresh-");
    }
}
