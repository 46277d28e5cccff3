using System.Net;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Login;

/// <summary>What a login begins with: where this browser was last, and where it does not begin at all.</summary>
public class BeginningTests
{
    private const string Login = SdkWorld.App + "/api/auth/login";
    private const string TenantCookie = "__Host-last-tenant";

    [Fact]
    public async Task XB11_a_session_that_idled_out_leads_to_the_login_of_its_workspace()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(61));

        var page = await world.Browser.GetAsync(SdkWorld.App + "/members");

        page.Body.ShouldBe("members of acme");
        page.Hops.ShouldContain(u => u.Host == "acme-demo.platform.test");
    }

    [Fact]
    public async Task XB11_so_does_a_login_that_names_none_days_later_and_one_that_names_another_wins()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:DefaultTenantName"] = "default");
        await world.SignInAsync();
        world.Clock.Advance(TimeSpan.FromDays(20));

        (await world.Browser.GetOnceAsync(Login)).Location!.Host.ShouldBe("acme-demo.platform.test");
        (await world.Browser.GetOnceAsync(Login + "?tenant_name=globex")).Location!.Host.ShouldBe("globex-demo.platform.test");
        world.Clock.Advance(TimeSpan.FromDays(11));
        (await world.Browser.GetOnceAsync(Login)).Location!.Host.ShouldBe("default-demo.platform.test");
    }

    [Fact]
    public async Task XB11_signing_out_forgets_it()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        world.Cookie(TenantCookie).ShouldBe("acme");

        await world.Browser.GetOnceAsync(SdkWorld.App + "/api/auth/logout");

        world.Cookie(TenantCookie).ShouldBeNull();
        (await world.Browser.GetOnceAsync(Login)).Location!.AbsolutePath.ShouldBe("/login");
    }

    [Theory]
    [InlineData("evil.example/")]
    [InlineData("@evil.example")]
    [InlineData("@")]
    [InlineData("")]
    public async Task XB11_what_somebody_wrote_into_its_cookie_counts_no_more_than_a_link(string value)
    {
        await using var world = await SdkWorld.StartAsync();
        world.Browser.Cookies.Put(new Uri(SdkWorld.App), TenantCookie, Uri.EscapeDataString(value));

        (await world.Browser.GetOnceAsync(Login)).Location!.AbsoluteUri.ShouldBe("https://demo.platform.test/login?client_id=demo-client");
    }

    [Theory]
    [InlineData("/members")]
    [InlineData("/api/auth/login?tenant_name=acme")]
    [InlineData("/api/auth/callback?state=x")]
    [InlineData("/api/auth/logout")]
    public async Task XB13_a_page_that_is_loaded_ahead_begins_nothing_and_nobody_keeps_the_answer(string path)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + path, ("Sec-Purpose", "prefetch;prerender"));

        page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        page.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("/members", "iframe")]
    [InlineData("/api/auth/login?tenant_name=acme", "iframe")]
    [InlineData("/members", "embed")]
    public async Task XB15_inside_a_frame_a_page_offers_the_way_out_and_nothing_begins(string path, string destination)
    {
        await using var world = await SdkWorld.StartAsync();

        using var answer = await world.SendRawAsync(HttpMethod.Get, path,
            ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", destination), ("Accept", "text/html"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<a href=\"\" target=\"_top\">");
    }

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public async Task XB16_a_hint_that_nobody_can_use_is_ignored(int length, bool isUsed)
    {
        await using var world = await SdkWorld.StartAsync();
        var hint = new string('a', length - 10) + "@b.example";

        var authorize = (await world.Browser.GetOnceAsync($"{Login}?tenant_name=acme&login_hint={hint}")).Location!;

        authorize.Parameter("login_hint").ShouldBe(isUsed ? hint : null);
        (await world.Browser.GetOnceAsync($"{Login}?tenant_name=acme&login_hint=a%00b")).Location!.Parameter("login_hint").ShouldBeNull();
    }
}
