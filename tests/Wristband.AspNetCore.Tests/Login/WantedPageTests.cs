using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Tests.World;
using Wristband.TestSupport;

namespace Wristband.AspNetCore.Tests.Login;

/// <summary>Where somebody wanted to go is where the login ends.</summary>
public class WantedPageTests
{
    private const string Login = SdkWorld.App + "/api/auth/login";

    public static TheoryData<string> Addresses() =>
    [
        "/members?note=" + new string('a', 460),
        "/members?q=" + World.Addresses.Incompressible(460),
        "/members?q=" + World.Addresses.Incompressible(3000),
        "/members?q=" + string.Concat(Enumerable.Repeat("%D0%B0", 500)),
        "/members?tab=1#/orders/7?sort=%2Fa",
        "/members#" + World.Addresses.Incompressible(600),
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task XB6_every_address_of_the_application_survives_a_login(string wanted)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await ArriveAsync(world, $"{Login}?tenant_name=acme&return_url={Uri.EscapeDataString(wanted)}");

        page.Body.ShouldBe("members of acme");
        page.Url.PathAndQuery.ShouldBe(wanted.Split('#')[0]);
        page.Hops[^1].AbsoluteUri.ShouldBe(SdkWorld.App + wanted);
    }

    [Theory]
    [InlineData("/members?note=short")]
    [InlineData("/members?q=long")]
    public async Task XB6_it_survives_the_page_that_asks_for_the_workspace(string wanted)
    {
        await using var world = await SdkWorld.StartAsync();
        wanted = wanted.Replace("long", World.Addresses.Incompressible(1200), StringComparison.Ordinal);

        var asked = (await world.Browser.GetOnceAsync($"{Login}?return_url={Uri.EscapeDataString(wanted)}")).Location!;
        asked.Parameter("state")!.Length.ShouldBeLessThanOrEqualTo(450);
        var page = await ArriveAsync(world, $"{Login}?tenant_name=acme&return_url={Uri.EscapeDataString(asked.Parameter("state")!)}");

        page.Url.PathAndQuery.ShouldBe(wanted);
        LoginCookies(world).ShouldBeEmpty();
    }

    [Fact]
    public async Task XB6_a_protected_page_with_a_long_address_comes_back_in_heads_that_a_proxy_takes()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Settings["Wristband:DefaultTenantName"] = "acme");
        var wanted = "/members?q=" + string.Concat(Enumerable.Repeat("%D0%B0", 500));

        var page = await ArriveAsync(world, SdkWorld.App + wanted);

        page.Body.ShouldBe("members of acme");
        page.Url.PathAndQuery.ShouldBe(wanted);
    }

    [Fact]
    public async Task XB6_replicas_with_a_cache_find_an_address_that_no_cookie_holds()
    {
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        await using var world = await StoredWorld.StartAsync(cache);
        await using var replica = await world.ReplicaAsync(cache);
        var wanted = "/members?q=" + World.Addresses.Incompressible(2500);
        var callback = await world.CallbackOfANewLoginAsync($"tenant_name=acme&return_url={Uri.EscapeDataString(wanted)}");

        using var answer = await world.FetchAtAsync(replica, callback.PathAndQuery);

        answer.Headers.Location!.OriginalString.ShouldBe(wanted);
    }

    [Fact]
    public async Task XB6_a_login_whose_cookie_is_gone_still_ends_where_it_should()
    {
        await using var world = await SdkWorld.StartAsync();
        var callback = await world.CallbackOfANewLoginAsync("tenant_name=acme&return_url=/members?a=1");
        world.Browser.Cookies.Clear();

        var page = await world.Browser.GetAsync(callback.AbsoluteUri);

        page.Url.PathAndQuery.ShouldBe("/members?a=1");
    }

    [Theory]
    [InlineData("https://evil.example/", 1)]
    [InlineData("/long", 1)]
    [InlineData("/members", 0)]
    public async Task XB6_what_is_refused_is_logged_once(string wanted, int lines)
    {
        var logs = new CollectedLogs();
        await using var world = await SdkWorld.StartAsync(s => logs = s.Logs);
        wanted = wanted.Replace("long", new string('a', 5000), StringComparison.Ordinal);

        await world.Browser.GetAsync($"{Login}?tenant_name=acme&return_url={wanted}");

        logs.Lines.Count(l => l.Text.StartsWith("WB1217", StringComparison.Ordinal)).ShouldBe(lines);
        logs.Lines.ShouldAllBe(
            l => !l.Text.Contains("evil.example", StringComparison.Ordinal) || !l.Text.StartsWith("WB", StringComparison.Ordinal));
    }

    // What an ordinary proxy takes, whatever this browser did before: five long logins, then one more, then the way back.
    [Theory]
    [InlineData(30)]
    [InlineData(460)]
    [InlineData(3000)]
    public async Task XD4_heads_and_cookies_stay_small_whatever_happened_before(int length)
    {
        await using var world = await SdkWorld.StartAsync();
        await world.SignInAsync();
        for (var i = 0; i < 12; i++)
        {
            var wanted = Uri.EscapeDataString("/members?q=" + World.Addresses.Incompressible(length));
            using var begun = (await world.Browser.GetOnceAsync($"{Login}?tenant_name={new string('t', 63)}&return_url={wanted}")).Response;
            HeadOf(begun).ShouldBeLessThan(4096);
            world.Browser.Cookies.Header(new Uri(SdkWorld.App))!.Length.ShouldBeLessThan(8190);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        LoginCookies(world).Length.ShouldBeInRange(2, 5);

        await ArriveAsync(world, $"{Login}?tenant_name=acme&return_url=/members");
        LoginCookies(world).Sum(c => c.Length).ShouldBeLessThan(4000);
    }

    [Fact]
    public async Task XD4_D29_thirty_tabs_at_once_leave_five_logins_at_most_and_the_wanted_page_is_kept()
    {
        await using var world = await SdkWorld.StartAsync();

        var begun = await Task.WhenAll(Enumerable.Range(0, 30).Select(
            tab => world.Browser.GetOnceAsync($"{Login}?tenant_name=acme&return_url=/members?tab={tab}")));
        LoginCookies(world).Length.ShouldBeLessThanOrEqualTo(5);

        foreach (var tab in new[] { 0, 7, 29 })
            (await world.Browser.GetAsync(begun[tab].Location!.AbsoluteUri)).Url.PathAndQuery.ShouldBe($"/members?tab={tab}");
    }

    [Theory]
    [InlineData("/shop/api/auth/login?tenant_name=acme", "https://app.test/shop/")]
    [InlineData("/shop/api/auth/login?tenant_name=acme&return_url=/shop/members", "https://app.test/shop/members")]
    public async Task XB7_below_a_path_base_a_login_ends_below_it(string login, string end)
    {
        await using var world = await BelowAsync("/shop");

        (await world.Browser.GetAsync(SdkWorld.App + login)).Url.AbsoluteUri.ShouldBe(end);
    }

    [Theory]
    [InlineData("/start", "https://app.test/shop/start")]
    [InlineData("/shop/start?a=1", "https://app.test/shop/start?a=1")]
    [InlineData("/shopping", "https://app.test/shop/shopping")]
    public async Task XB7_the_default_page_is_below_it_however_it_is_written(string page, string end)
    {
        await using var world = await BelowAsync("/shop", s => s.Settings["Wristband:DefaultReturnUrl"] = page);

        (await world.Browser.GetAsync(SdkWorld.App + "/shop/api/auth/login?tenant_name=acme")).Url.AbsoluteUri.ShouldBe(end);
    }

    [Fact]
    public async Task XB7_so_does_a_logout_while_the_platform_is_down_and_the_link_to_try_it_again()
    {
        await using var world = await BelowAsync("/shop");
        world.Platform.Answers["sdk-configuration"] = context => FakePlatform.RefuseAsync(context, 503, "down");

        var broken = await world.Browser.GetOnceAsync(SdkWorld.App + "/shop/api/auth/logout?state=a&state=b");
        broken.Document.QuerySelector("a")!.GetAttribute("href").ShouldBe("/shop/api/auth/logout");
        (await world.Browser.GetOnceAsync(SdkWorld.App + "/shop/api/auth/logout")).Location!.AbsoluteUri.ShouldBe("https://app.test/shop/");
    }

    [Theory]
    [InlineData("https://www.app.test")]
    [InlineData("https://app.test:8443")]
    public async Task XB10_a_login_begins_on_the_host_where_it_ends(string elsewhere)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetAsync($"{elsewhere}/members?a=1");

        page.Url.AbsoluteUri.ShouldBe("https://demo.platform.test/login?client_id=demo-client&state=%2Fmembers%3Fa%3D1");
        world.Browser.Cookies.For(new Uri(elsewhere.Replace(":8443", "", StringComparison.Ordinal).Replace("app.test", "www.app.test",
            StringComparison.Ordinal))).ShouldBeEmpty();
        page = await world.Browser.GetAsync($"{elsewhere}/api/auth/login?tenant_name=acme&return_url={elsewhere}/members%3Fa=1");
        page.Url.AbsoluteUri.ShouldBe("https://app.test/members?a=1");
        page.Body.ShouldBe("members of acme");
    }

    [Fact]
    public async Task XB10_behind_a_proxy_that_hides_the_host_it_is_not_sent_around_for_ever()
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync("https://inner.app.test/api/auth/login?tenant_name=acme");
        page = await world.Browser.GetOnceAsync("https://inner.app.test" + page.Location!.PathAndQuery);

        page.Location!.Authority.ShouldBe("acme-demo.platform.test");
    }

    private static Task<SdkWorld> BelowAsync(string path, Action<SdkWorldSetup>? more = null) => SdkWorld.StartAsync(s =>
    {
        s.Settings["Wristband:AutoConfigure"] = "true";
        s.Settings["Wristband:RedirectUri"] = $"{SdkWorld.App}{path}/api/auth/callback";
        s.Settings["Wristband:LoginUrl"] = $"{SdkWorld.App}{path}/api/auth/login";
        s.Middleware = app => app.UsePathBase(path).UseRouting().UseAuthentication().UseAuthorization();
        more?.Invoke(s);
    });

    /// <summary>As a browser does: redirects, and pages that go on by themselves.</summary>
    private static async Task<Page> ArriveAsync(SdkWorld world, string url)
    {
        for (var step = 0; step < 8; step++)
        {
            var page = await world.Browser.GetOnceAsync(url);
            HeadOf(page.Response).ShouldBeLessThan(4096, url);
            var next = page.Location?.AbsoluteUri ?? page.Document.QuerySelector("meta[http-equiv=refresh]")?.GetAttribute("content")?[6..];
            if (next is null) return page;
            url = new Uri(page.Url, next).AbsoluteUri;
        }
        throw new InvalidOperationException("No end at " + url);
    }

    private static int HeadOf(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).Sum(h => h.Value.Sum(v => h.Key.Length + v.Length + 4)) + 40;

    private static string[] LoginCookies(SdkWorld world) => [.. world.Browser.Cookies.For(new Uri(SdkWorld.App))
        .Where(c => c.Key.StartsWith("__Host-login.", StringComparison.Ordinal)).Select(c => c.Key + c.Value)];
}
