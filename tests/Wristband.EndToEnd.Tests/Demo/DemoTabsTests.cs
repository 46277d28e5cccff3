using System.Net;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>Several tabs of one browser: the session ended, or another workspace was entered, while a page was open.</summary>
public class DemoTabsTests(SharedDemo shared)
{
    private const string NewNote = DemoHost.Url + "/notes/new";
    private static readonly Dictionary<string, string> Fields = new() { ["Input.Title"] = "Plan", ["Input.Text"] = "a long thought" };

    [Fact]
    public async Task XB9_a_form_sent_after_the_session_ended_is_answered_by_a_page_with_the_way_back_to_it()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = await shared.SignInAsync(user);
        var form = await browser.GetAsync(NewNote);
        await browser.GetAsync(DemoHost.Url + "/api/auth/logout");

        var lost = await browser.SubmitAsync(form, "form", Fields, follow: false);

        lost.Status.ShouldBe(HttpStatusCode.Unauthorized);
        lost.Document.QuerySelector("h1")!.TextContent.ShouldBe("Please sign in");
        lost.Document.QuerySelector("[data-keeps-drafts]").ShouldNotBeNull("the draft waits in the browser");
        var signIn = lost.Document.QuerySelector(".failure a.primary")!.GetAttribute("href")!;
        signIn.ShouldBe("/api/auth/login?return_url=%2Fnotes%2Fnew");
        await shared.Platform.SignInAsync(browser, user);
        (await browser.FollowAsync(lost, signIn + "&tenant_name=" + user.Tenant.Name)).Url.ShouldBe(new Uri(NewNote));
    }

    [Fact]
    public async Task XC6_a_form_of_one_workspace_does_nothing_in_another()
    {
        var browser = await shared.MemberAsync();
        var form = await browser.GetAsync(NewNote);
        var other = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application), role: "owner");
        await shared.SignInAsync(other, browser: browser);

        var refused = await browser.SubmitAsync(form, "form", Fields);

        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Document.QuerySelector("h1")!.TextContent.ShouldBe("This page belongs to another workspace");
        (await browser.GetAsync(DemoHost.Url + "/notes")).Text.ShouldContain("Nothing is written down yet");
        (await browser.SubmitAsync(await browser.GetAsync(NewNote), "form", Fields)).Text.ShouldContain("The note is saved.");
    }

    [Theory]
    [InlineData("GET", "/api/auth/token")]
    [InlineData("GET", "/api/auth/session")]
    [InlineData("GET", "/api/minimal/session")]
    [InlineData("POST", "/api/classic/session-hello")]
    [InlineData("POST", "/hubs/counter/negotiate")]
    public async Task XC6_what_a_script_of_one_workspace_asks_is_not_answered_for_another(string method, string path)
    {
        var browser = await shared.MemberAsync();
        var page = await browser.GetAsync(DemoHost.Url + "/live");
        var tenant = page.Document.Body!.GetAttribute("data-tenant-id")!;

        var mismatch = await CallAsync(browser, method, path, "another");
        var match = await CallAsync(browser, method, path, tenant);

        mismatch.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        match.StatusCode.ShouldNotBe(HttpStatusCode.Conflict);
    }

    private static async Task<HttpResponseMessage> CallAsync(Browser browser, string method, string path, string tenant)
    {
        using var body = method == "POST" ? new StringContent("{\"action\":\"hello\"}") : null;
        return await browser.FetchAsync(
            new HttpMethod(method), DemoHost.Url + path, body, ("X-Page-Tenant", tenant), browser.CsrfHeader());
    }
}
