using System.Net;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>A person with several workspaces changes from one to another.</summary>
public class DemoWorkspacesTests(SharedDemo shared)
{
    private const string Workspaces = DemoHost.Url + "/workspaces";

    [Fact]
    public async Task Workspaces_that_this_browser_has_used_come_first_newest_on_top_and_are_one_click_away()
    {
        var email = $"{Some.Name("both")}@example.com";
        var first = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application), email);
        var second = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application), email, "owner");
        var browser = await shared.SignInAsync(first);
        await shared.SignInAsync(second, browser: browser);

        var list = await browser.GetAsync(Workspaces);
        var change = list.Document.QuerySelector(".choices a")!.GetAttribute("href")!;
        var home = await browser.FollowAsync(list, change);

        list.Document.QuerySelectorAll(".choices strong").Select(s => s.TextContent).ShouldBe([second.Tenant.Name, first.Tenant.Name]);
        list.Document.QuerySelectorAll(".choices li")[0].TextContent.ShouldContain("you are here");
        change.ShouldBe($"/api/auth/login?tenant_name={first.Tenant.Name}&login_hint={email}");
        home.Text.ShouldContain($"You are signed in to {first.Tenant.Name}");
        (await browser.GetAsync(Workspaces)).Document.QuerySelector(".choices strong")!.TextContent.ShouldBe(first.Tenant.Name);
    }

    [Fact]
    public async Task Others_are_found_through_discovery_which_already_knows_the_address()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = await shared.SignInAsync(user);

        var discovery = await browser.FollowAsync(
            await browser.GetAsync(Workspaces), (await browser.GetAsync(Workspaces)).Document
                .QuerySelector("a[href*='login_hint'].primary")!.GetAttribute("href")!);
        var found = await browser.SubmitAsync(discovery, "#discovery");

        discovery.Url.Host.ShouldBe(shared.Host.Application.HostName);
        discovery.Document.QuerySelector("#who")!.GetAttribute("value").ShouldBe(user.Email);
        found.Text.ShouldContain($"You are signed in to {user.Tenant.Name}");
    }

    [Fact]
    public async Task They_are_forgotten_on_request_and_outlive_a_sign_out_otherwise()
    {
        var browser = await shared.MemberAsync();
        await browser.FollowAsync(await browser.GetAsync(DemoHost.Url + "/"), "/api/auth/logout");

        var after = await browser.GetAsync(Workspaces);
        var forgotten = await browser.SubmitAsync(after, "main form");

        after.Document.QuerySelectorAll(".choices li").Length.ShouldBe(1);
        forgotten.Document.QuerySelectorAll(".choices li").Length.ShouldBe(0);
        forgotten.Text.ShouldContain("None yet.");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_list_that_cannot_be_read_is_an_empty_one(string value)
    {
        var browser = shared.Host.NewBrowser();
        browser.Cookies.Put(new Uri(DemoHost.Url), "workspaces", value);

        var page = await browser.GetAsync(Workspaces);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("None yet.");
        ContentRules.Violations(page.Document).ShouldBeEmpty("G-06");
    }
}
