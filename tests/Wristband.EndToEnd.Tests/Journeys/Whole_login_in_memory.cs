using System.Net;
using System.Text.Json;
using Wristband.EndToEnd.Tests.Demo;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Journeys;

/// <summary>
/// What a new customer does in the first minutes, through platform, SDK and demo at once, with no network and no browser.
/// </summary>
public class Whole_login_in_memory(SharedDemo shared)
{
    private readonly string _email = $"{Some.Name("ann")}@example.com";
    private readonly string _workspace = Some.Name("acme");

    [Fact]
    public async Task From_signup_to_logout_and_back_in_by_every_door()
    {
        var browser = shared.Host.NewBrowser();

        (await SignUpAsync(browser)).ShouldBeSignedInAs("Ann", _workspace);
        await BothApisAnswerAsync(browser);
        (await LogOutAsync(browser)).ShouldBeAGuestsHome();

        var askedForPassword = await FindWorkspaceAsync(browser, _email);
        askedForPassword.ShouldBeTheLoginOf(_workspace, shared.Host.Application);
        askedForPassword.Document.QuerySelector("#email")!.GetAttribute("value")
            .ShouldBe(_email, "the address typed at the first page is known at the second");
        (await EnterPasswordAsync(browser, askedForPassword)).ShouldBeSignedInAs("Ann", _workspace);
        await LogOutAsync(browser);

        var byName = await FindWorkspaceAsync(browser, _workspace);
        byName.ShouldBeTheLoginOf(_workspace, shared.Host.Application);
        (await EnterPasswordAsync(browser, byName)).ShouldBeSignedInAs("Ann", _workspace);
    }

    [Fact]
    public async Task A_login_that_names_its_tenant_goes_straight_to_that_tenants_page()
    {
        var application = await shared.Platform.ApplicationAsync();
        await shared.Platform.TenantAsync(application, "acme");
        await using var demo = await DemoHost.StartAsync(shared.Platform, application);

        var login = await demo.NewBrowser().GetAsync(DemoHost.Url + "/api/auth/login?tenant_name=acme");

        login.ShouldBeTheLoginOf("acme", application);
        login.Hops.Select(hop => hop.AbsolutePath).ShouldBe(["/api/auth/login", "/api/v1/oauth2/authorize", "/login"]);
    }

    [Fact]
    public async Task After_a_login_the_browser_is_where_it_wanted_to_go()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = shared.Host.NewBrowser();

        var discovery = await browser.GetAsync(DemoHost.Url + "/classic?tab=jwt");
        var login = await browser.SubmitAsync(discovery, "#discovery", Fields(("who", user.Tenant.Name)));
        var page = await browser.SubmitAsync(login, "#login", Fields(("email", user.Email), ("password", user.Password)));

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Url.ShouldBe(new Uri(DemoHost.Url + "/classic?tab=jwt"));
    }

    private async Task<Page> SignUpAsync(Browser browser)
    {
        var home = await browser.GetAsync(DemoHost.Url + "/");
        var form = await browser.FollowAsync(home, home.Document.QuerySelector("main a[href*='/signup']")!.GetAttribute("href")!);
        var checkMail = await browser.SubmitAsync(form, "#signup", Fields(
            ("workspace", _workspace), ("given_name", "Ann"), ("family_name", "Owner"), ("email", _email)));
        checkMail.Text.ShouldContain("Check your mail");
        var mail = await shared.Platform.Mailbox.LastToAsync(_email);
        return await browser.SubmitAsync(await browser.GetAsync(mail.Link), "#confirm", Fields(("password", The.Password)));
    }

    /// <summary>The workspace is unknown at first: the platform asks for it.</summary>
    private async Task<Page> FindWorkspaceAsync(Browser browser, string who)
    {
        var home = await browser.GetAsync(DemoHost.Url + "/");
        var discovery = await browser.FollowAsync(home, home.Document.QuerySelector("main a.primary")!.GetAttribute("href")!);
        discovery.Url.Host.ShouldBe(shared.Host.Application.HostName);
        return await browser.SubmitAsync(discovery, "#discovery", Fields(("who", who)));
    }

    private async Task<Page> EnterPasswordAsync(Browser browser, Page login) =>
        await browser.SubmitAsync(login, "#login", Fields(("email", _email), ("password", The.Password)));

    private static async Task<Page> LogOutAsync(Browser browser)
    {
        var home = await browser.GetAsync(DemoHost.Url + "/");
        var link = home.Document.QuerySelector("nav a[href*='logout']").ShouldNotBeNull("only who is signed in can sign out");
        await browser.FollowAsync(home, link.GetAttribute("href")!);
        return await browser.GetAsync(DemoHost.Url + "/");
    }

    private static async Task BothApisAnswerAsync(Browser browser)
    {
        using var hello = new StringContent("""{"action":"hello"}""", System.Text.Encoding.UTF8, "application/json");
        using var again = new StringContent("""{"action":"hello"}""", System.Text.Encoding.UTF8, "application/json");
        var bearer = ("Authorization", "Bearer " + await browser.AccessTokenAsync());

        var session = await browser.FetchAsync(HttpMethod.Post, DemoHost.Url + "/api/classic/session-hello", hello, browser.CsrfHeader());
        var jwt = await browser.FetchAsync(HttpMethod.Post, DemoHost.Url + "/api/classic/jwt-hello", again, bearer);

        foreach (var answer in new[] { session, jwt })
            JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("message").GetString().ShouldBe("Hello World!");
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(f => f.Name, f => f.Value);
}
