using System.Net;
using System.Text.RegularExpressions;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>What a member gets from the demo's pages.</summary>
public class DemoMemberTests(SharedDemo shared)
{
    [Fact]
    public async Task Home_shows_who_where_and_for_how_long()
    {
        var tenant = await shared.Platform.TenantAsync(shared.Host.Application);
        var user = await shared.Platform.UserAsync(tenant, role: "owner");
        var browser = shared.Host.NewBrowser();
        await shared.Platform.SignInAsync(browser, user);

        var home = await browser.GetAsync($"{DemoHost.Url}/api/auth/login?tenant_name={tenant.Name}");

        home.Document.QuerySelector("h1")!.TextContent.ShouldBe("Hello, Given");
        var facts = home.Document.QuerySelectorAll("dl.facts dt")
            .ToDictionary(dt => dt.TextContent, dt => dt.NextElementSibling!.TextContent.Trim());
        facts["Name"].ShouldBe("Given Family");
        facts["E-mail"].ShouldBe(user.Email);
        facts["Roles"].ShouldBe("owner");
        facts["Workspace"].ShouldBe($"{tenant.Name} Inc. {tenant.Name}", "X-E11: as people write it, and as it stands in addresses");
        facts["User id"].ShouldBe(user.Id);
        facts["Tenant id"].ShouldBe(tenant.Id);
        facts["Signs in with"].ShouldBe("E-mail and password");
        facts["Began"].ShouldBe("2026-01-15 09:30 UTC");
        facts["Ends when idle"].ShouldBe("2026-01-15 10:30 UTC");
        facts["Ends at the latest"].ShouldBe("2026-01-15 21:30 UTC");
        facts["Access token expires"].ShouldBe("2026-01-15 10:00 UTC");
        home.Document.QuerySelector("nav a[href='/api/auth/logout']").ShouldNotBeNull();
    }

    [Fact]
    public async Task XC9_words_are_as_a_person_would_write_them()
    {
        var viewer = await shared.MemberAsync("viewer");
        var owner = await shared.MemberAsync();

        var (viewers, owners) = (await viewer.GetAsync(DemoHost.Url + "/"), await owner.GetAsync(DemoHost.Url + "/"));

        viewers.Document.QuerySelectorAll("a[href='/admin']").ShouldBeEmpty("it leads nowhere for viewers");
        owners.Document.QuerySelectorAll("a[href='/admin']").Length.ShouldBe(2);
        (await viewer.GetAsync(DemoHost.Url + "/what-happened")).Text.ShouldNotContain("http too");
    }

    [Fact]
    public async Task XE11_the_tenants_name_is_shown_as_people_write_it()
    {
        var owner = await shared.MemberAsync();

        var titles = new List<string>();
        foreach (var path in new[] { "/notes", "/admin" })
            titles.Add((await owner.GetAsync(DemoHost.Url + path)).Document.QuerySelector("h1")!.TextContent);

        titles.ShouldAllBe(title => title.EndsWith(" Inc.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_guest_who_opens_a_page_for_members_signs_in_and_comes_back_to_it()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = shared.Host.NewBrowser();

        var asked = await browser.GetOnceAsync(DemoHost.Url + "/classic?tab=jwt");
        await shared.Platform.SignInAsync(browser, user);
        var back = await browser.GetAsync($"{asked.Location}&tenant_name={user.Tenant.Name}");

        asked.Status.ShouldBe(HttpStatusCode.Found);
        asked.Location!.AbsolutePath.ShouldBe("/api/auth/login");
        back.Status.ShouldBe(HttpStatusCode.OK);
        back.Url.ShouldBe(new Uri(DemoHost.Url + "/classic?tab=jwt"));
        back.Document.QuerySelector(".tabs a[aria-current]")!.TextContent.ShouldBe("JWT bearer token");
    }

    [Theory]
    [InlineData("/classic", "Session cookie + CSRF", "/api/classic/session-hello")]
    [InlineData("/classic/", "Session cookie + CSRF", "/api/classic/session-hello")]
    [InlineData("/classic?tab=session", "Session cookie + CSRF", "/api/classic/session-hello")]
    [InlineData("/classic?tab=jwt", "JWT bearer token", "/api/classic/jwt-hello")]
    [InlineData("/classic?tab=%3Cscript%3E", "Session cookie + CSRF", "/api/classic/session-hello")]
    public async Task The_tabs_are_addresses(string path, string title, string api)
    {
        var page = await (await shared.MemberAsync()).GetAsync(DemoHost.Url + path);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Document.QuerySelectorAll(".tabs a[aria-current]").ShouldHaveSingleItem().TextContent.ShouldBe(title);
        page.Document.QuerySelector(".exchange")!.GetAttribute("data-path").ShouldBe(api);
        ContentRules.Violations(page.Document).ShouldBeEmpty("G-06");
    }

    [Fact]
    public async Task DM03_no_page_holds_a_token()
    {
        var member = await shared.MemberAsync();
        var token = await member.AccessTokenAsync();
        var pages = await Task.WhenAll(
            new[] { "/", "/classic", "/classic?tab=jwt", "/no/such/page", "/api/auth/session" }.Select(
                p => member.GetAsync(DemoHost.Url + p)));

        foreach (var page in pages)
        {
            page.Body.ShouldNotContain(token);
            Regex.IsMatch(page.Body, @"eyJ[\w-]{10,}").ShouldBeFalse($"{page.Url} looks as if it held a token");
            page.Response.Headers.CacheControl!.NoStore.ShouldBeTrue(page.Url.ToString());
        }
        Regex.IsMatch(token, @"eyJ[\w-]{10,}").ShouldBeTrue("the check can fail");
    }

    [Fact]
    public async Task Logging_out_ends_the_session_here_and_at_the_platform()
    {
        var member = await shared.MemberAsync();

        var after = await member.FollowAsync(await member.GetAsync(DemoHost.Url + "/"), "/api/auth/logout");
        var home = await member.GetAsync(DemoHost.Url + "/");

        after.Hops.ShouldContain(hop => hop.AbsolutePath == "/api/v1/logout");
        after.Document.QuerySelector("#login").ShouldNotBeNull("the platform does not know the person any more");
        home.Text.ShouldContain("Welcome to the ASP.NET Core demo");
        member.Cookies.For(new Uri(DemoHost.Url)).Keys.ShouldNotContain(name => name.EndsWith("session", StringComparison.Ordinal));
        member.Cookies.For(new Uri(DemoHost.Url)).Keys.ShouldNotContain("CSRF-TOKEN");
    }
}
