using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>The page that shows the last sign-in step by step, and never what could let somebody in.</summary>
public class DemoWhatHappenedTests(SharedDemo shared)
{
    private const string WhatHappened = DemoHost.Url + "/what-happened";

    [Fact]
    public async Task The_steps_of_the_last_sign_in_are_shown_in_order()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = await shared.SignInAsync(user);

        var page = await browser.GetAsync(WhatHappened);

        var titles = page.Document.QuerySelectorAll(".steps h2").Select(h => h.TextContent).ToList();
        titles.Where(t => !t.EndsWith(" again", StringComparison.Ordinal)).ShouldBe(
        [
            "You asked to sign in", "You were sent on", "You came back with a code", "The server asked the sign-in service",
            "The application learned who you are", "Your session began",
        ]);
        var what = page.Document.QuerySelectorAll(".steps p > code").Select(c => c.TextContent).ToList();
        what.ShouldContain("GET /api/auth/login");
        what.ShouldContain($"302 to {user.Tenant.HostName}:6002/api/v1/oauth2/authorize");
        what.ShouldContain("GET /api/auth/callback");
        what.ShouldContain($"POST {shared.Host.Application.Authority}/api/v1/oauth2/token");
        what.ShouldContain("302 to /");
        var facts = page.Document.QuerySelectorAll(".steps dt")
            .Select(dt => $"{dt.TextContent}: {dt.NextElementSibling!.TextContent.Trim()}").ToList();
        facts.ShouldContain($"parameter tenant_name: {user.Tenant.Name}");
        facts.ShouldContain("parameter scope: openid offline_access email profile roles");
        facts.ShouldContain("parameter state: was there; not kept");
        facts.ShouldContain("parameter code: was there; not kept");
        facts.ShouldContain($"claim email: {user.Email}");
        facts.ShouldContain("claim demo_group: Viewers");
        facts.ShouldContain("cookie login: set: no script can read it, also over http, SameSite=Lax, kept for 60 min");
        facts.ShouldContain("cookie login: removed");
        facts.ShouldContain(f => f.StartsWith("cookie session: set: no script can read it"));
        facts.ShouldContain(f => f.StartsWith("cookie CSRF-TOKEN: set: scripts can read it"));
        ContentRules.Violations(page.Document).ShouldBeEmpty("G-06");
    }

    [Fact]
    public async Task The_page_never_holds_a_token_a_code_a_state_or_a_cookie_value()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = shared.Host.NewBrowser();
        await shared.Platform.SignInAsync(browser, user);
        var login = await browser.GetOnceAsync(
            $"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}&login_hint=secret-hint&return_url=%2F%3Fsecret-query");
        var loginCookies = browser.Cookies.For(new Uri(DemoHost.Url)).ToList();
        var callback = (await browser.GetOnceAsync(login.Location!.ToString())).Location!;
        await browser.GetOnceAsync(callback.ToString());

        var page = await browser.GetAsync(WhatHappened);

        var secrets = new List<string> { await browser.AccessTokenAsync(), "secret-hint", "secret-query", "eyJ" };
        foreach (var name in new[] { "state", "nonce", "code_challenge", "code" })
            secrets.AddRange(
                new[] { login.Location!, callback }.Select(url => QueryHelpers.ParseQuery(url.Query).GetValueOrDefault(name).ToString())
                    .Where(v => v.Length > 0));
        // The last tenant is no secret: its name is in every address of its login.
        secrets.AddRange(loginCookies.Concat(browser.Cookies.For(new Uri(DemoHost.Url)))
            .Where(c => !c.Key.EndsWith("last-tenant", StringComparison.Ordinal)).Select(c => c.Value));
        secrets.Count.ShouldBeGreaterThan(12, "the check looks for something");
        foreach (var secret in secrets.Distinct()) page.Body.ShouldNotContain(secret);
        page.Text.ShouldContain("was there; not kept");
    }

    [Fact]
    public async Task A_sign_in_that_begins_at_discovery_is_one_story_and_the_next_one_is_another()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = shared.Host.NewBrowser();
        await browser.GetOnceAsync(DemoHost.Url + "/api/auth/login");
        await shared.SignInAsync(user, browser: browser);

        var whole = await browser.GetAsync(WhatHappened);
        await shared.SignInAsync(user, browser: browser);
        var next = await browser.GetAsync(WhatHappened);

        whole.Document.QuerySelectorAll(".steps h2").Count(h => h.TextContent == "You asked to sign in").ShouldBe(2);
        whole.Text.ShouldContain($"302 to {shared.Host.Application.Authority}/login");
        next.Document.QuerySelectorAll(".steps h2").Count(h => h.TextContent == "You asked to sign in").ShouldBe(1);
    }

    [Fact]
    public async Task A_record_that_was_tampered_with_begins_anew()
    {
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        var browser = shared.Host.NewBrowser();
        browser.Cookies.Put(new Uri(DemoHost.Url), "login-steps", "tampered");

        await shared.SignInAsync(user, browser: browser);

        (await browser.GetAsync(WhatHappened)).Document.QuerySelectorAll(".steps li").Length.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task The_page_is_for_members_and_about_themselves()
    {
        var (guest, other) = (shared.Host.NewBrowser(), await shared.MemberAsync());
        var user = await shared.Platform.UserAsync(await shared.Platform.TenantAsync(shared.Host.Application));
        await shared.SignInAsync(user);

        (await guest.GetOnceAsync(WhatHappened)).Status.ShouldBe(HttpStatusCode.Found);
        (await other.GetAsync(WhatHappened)).Text.ShouldNotContain(user.Email);
    }
}
