using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Tenants;
using Wristband.Platform.Tests.OAuth;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Login;

/// <summary>protocol 2.9, P-32</summary>
public class DiscoveryTests(SharedPlatform shared)
{
    private async Task<Page> AskAsync(SomeApplication application, string who, string query = "", Browser? browser = null)
    {
        browser ??= shared.Host.NewBrowser();
        var page = await browser.GetAsync($"{application.Base}/login{query}");
        return await browser.SubmitAsync(page, "#discovery", new Dictionary<string, string> { ["who"] = who }, follow: false);
    }

    [Fact]
    public async Task A_name_leads_straight_to_the_login_endpoint()
    {
        var tenant = await shared.Host.TenantAsync();

        var done = await AskAsync(
            tenant.Application, $" {tenant.Name.ToUpperInvariant()} ",
            $"?client_id={tenant.Application.ClientId}&state=https%3A%2F%2Fapp.example%2Fdeep%3Fa%3Db");

        done.Status.ShouldBe(HttpStatusCode.SeeOther);
        done.Location!.AbsoluteUri.ShouldBe(
            $"{tenant.Application.LoginUrl}?tenant_name={tenant.Name}&tenant_domain={tenant.Name}" +
            "&return_url=https%3A%2F%2Fapp.example%2Fdeep%3Fa%3Db");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}:6002")]
    [InlineData("http://{0}:6002/login?x=y")]
    public async Task The_address_of_a_workspace_is_understood_too(string typed)
    {
        var tenant = await shared.Host.TenantAsync();

        var done = await AskAsync(
            tenant.Application, string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, tenant.HostName));

        done.Location!.Query.ShouldContain($"tenant_name={tenant.Name}");
    }

    [Fact]
    public async Task An_address_with_one_workspace_leads_there_with_the_address_as_hint()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());

        var done = await AskAsync(user.Tenant.Application, user.Email);

        done.Location!.Query.ShouldContain($"tenant_name={user.Tenant.Name}&tenant_domain={user.Tenant.Name}&login_hint={user.Email}");
    }

    [Fact]
    public async Task The_client_of_the_request_decides_where_it_ends_and_a_foreign_client_does_not()
    {
        var tenant = await shared.Host.TenantAsync();
        var foreign = await shared.Host.ApplicationAsync(loginUrl: "https://evil.example/login");
        await shared.Host.ChangeAsync(tenant, async db =>
        {
            (await db.OAuthClients.SingleAsync(c => c.Id == tenant.Application.ClientId)).LoginUrl =
                "https://{tenant_name}.client.example/login";
            (await db.OAuthClients.SingleAsync(c => c.Id == foreign.ClientId)).LoginUrl = "https://evil.example/login";
        });

        var own = await AskAsync(tenant.Application, tenant.Name, $"?client_id={tenant.Application.ClientId}");
        var other = await AskAsync(tenant.Application, tenant.Name, $"?client_id={foreign.ClientId}");

        own.Location!.Host.ShouldBe($"{tenant.Name}.client.example");
        other.Location!.ToString().ShouldStartWith(tenant.Application.LoginUrl);
    }

    [Fact]
    public async Task P32_several_workspaces_and_none_look_the_same_and_only_the_owner_learns_more()
    {
        var application = await shared.Host.ApplicationAsync();
        var (here, there) = (await shared.Host.TenantAsync(application), await shared.Host.TenantAsync(application));
        var email = $"{Some.Name("both")}@example.com";
        await shared.Host.UserAsync(here, email);
        await shared.Host.UserAsync(there, email);
        var nobody = $"{Some.Name("nobody")}@example.com";

        var several = await AskAsync(application, email, "?state=back");
        var none = await AskAsync(application, nobody, "?state=back");
        var browser = shared.Host.NewBrowser();
        var list = await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(email)).Link);

        several.Location.ShouldBe(none.Location);
        several.Status.ShouldBe(none.Status);
        (await shared.Host.Mailbox.ToAsync(nobody)).ShouldBeEmpty();
        var links = list.Document.QuerySelectorAll("a.choice").Select(a => a.GetAttribute("href")!).ToList();
        links.Count.ShouldBe(2);
        links.ShouldAllBe(
            l => l.StartsWith(application.LoginUrl, StringComparison.Ordinal) && l.EndsWith("&return_url=back", StringComparison.Ordinal));
        links.ShouldContain(l => l.Contains($"tenant_name={here.Name}&", StringComparison.Ordinal));
        links.ShouldContain(l => l.Contains($"tenant_name={there.Name}&", StringComparison.Ordinal));
    }

    [Fact]
    public async Task P32_an_application_can_ask_for_mail_only()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var application = user.Tenant.Application;
        await shared.Host.ChangeAsync(
            user.Tenant, async db => (await db.Applications.SingleAsync(a => a.Id == application.Id)).DiscoveryByMailOnly = true);

        var one = await AskAsync(application, user.Email);
        var none = await AskAsync(application, $"{Some.Name("nobody")}@example.com");

        one.Location.ShouldBe(none.Location);
        var list = await shared.Host.NewBrowser().GetAsync((await shared.Host.Mailbox.LastToAsync(user.Email)).Link);
        list.Document.QuerySelectorAll("a.choice").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Only_active_people_with_a_confirmed_address_in_active_workspaces_of_this_application_count()
    {
        var application = await shared.Host.ApplicationAsync();
        var email = $"{Some.Name("one")}@example.com";
        var good = await shared.Host.TenantAsync(application);
        var (inactive, unconfirmed, closed) =
            (await shared.Host.TenantAsync(application), await shared.Host.TenantAsync(application),
                await shared.Host.TenantAsync(application));
        foreach (var tenant in new[] { good, inactive, unconfirmed, closed, await shared.Host.TenantAsync() })
            await shared.Host.UserAsync(tenant, email);
        await shared.Host.ChangeAsync(
            inactive, async db => (await db.Users.SingleAsync(u => u.TenantId == inactive.Id)).Status = UserStatus.Inactive);
        await shared.Host.ChangeAsync(
            unconfirmed, async db => (await db.Users.SingleAsync(u => u.TenantId == unconfirmed.Id)).EmailVerified = false);
        await shared.Host.ChangeAsync(
            closed, async db => (await db.Tenants.SingleAsync(t => t.Id == closed.Id)).Status = TenantStatus.Inactive);

        var done = await AskAsync(application, email);

        done.Location!.Query.ShouldContain($"tenant_name={good.Name}&");
    }

    [Theory]
    [InlineData("nosuchworkspace", "There is no workspace of this name")]
    [InlineData("", "Write your e-mail address or the name of your workspace.")]
    [InlineData("a@", "Write your e-mail address or the name of your workspace.")]
    [InlineData("<script>alert(1)</script>", "There is no workspace of this name")]
    public async Task What_cannot_be_found_is_said_at_the_field(string typed, string words)
    {
        var application = await shared.Host.ApplicationAsync();

        var page = await AskAsync(application, typed);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Document.QuerySelector("#who-error")!.TextContent.ShouldContain(words);
        page.Document.QuerySelector("#who")!.GetAttribute("value").ShouldBe(typed.Length == 0 ? null : typed);
    }

    [Fact]
    public async Task The_browser_remembers_workspaces_and_forgets_them_when_asked()
    {
        var tenant = await shared.Host.TenantAsync();
        var browser = shared.Host.NewBrowser();
        await AskAsync(tenant.Application, tenant.Name, browser: browser);

        var page = await browser.GetAsync($"{tenant.Application.Base}/login?state=back");
        var forgotten = await browser.SubmitAsync(page, "footer form");

        page.Document.QuerySelector("a.choice")!.GetAttribute("href")!.ShouldEndWith(
            $"tenant_name={tenant.Name}&tenant_domain={tenant.Name}&return_url=back");
        forgotten.Document.QuerySelector("a.choice").ShouldBeNull();
    }

    [Fact]
    public async Task A_discovery_link_ends_after_half_an_hour_and_belongs_to_its_application()
    {
        await using var platform = await PlatformHost.StartAsync();
        var application = await platform.ApplicationAsync();
        var email = "both@example.com";
        await platform.UserAsync(await platform.TenantAsync(application), email);
        await platform.UserAsync(await platform.TenantAsync(application), email);
        var other = await platform.ApplicationAsync();
        var browser = platform.NewBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync($"{application.Base}/login"), "#discovery", new Dictionary<string, string> { ["who"] = email });
        var link = new Uri((await platform.Mailbox.LastToAsync(email)).Link);

        var foreign = await browser.GetAsync(other.Base + link.PathAndQuery);
        platform.Time.Advance(TimeSpan.FromMinutes(31));
        var late = await browser.GetAsync(link.AbsoluteUri);

        foreign.Text.ShouldContain("This link no longer works");
        late.Text.ShouldContain("This link no longer works");
    }

    [Fact]
    public async Task XD21_the_link_of_a_discovery_mail_stays_short_whatever_the_application_sent_along()
    {
        var application = await shared.Host.ApplicationAsync();
        var email = $"{Some.Name("ann")}@example.com";
        foreach (var _ in new[] { 1, 2 }) await shared.Host.UserAsync(await shared.Host.TenantAsync(application), email);
        var state = new string('s', 450);

        await AskAsync(application, email, $"?client_id={application.ClientId}&state={state}");
        var link = (await shared.Host.Mailbox.LastToAsync(email)).Link;
        var page = await shared.Host.NewBrowser().GetAsync(link);

        link.Length.ShouldBeLessThan(500);
        page.Document.QuerySelector(".choices a")!.GetAttribute("href")!.ShouldContain($"return_url={state}");
    }

    [Fact]
    public async Task A_waiting_request_with_somebodys_address_does_not_list_their_workspaces()
    {
        var application = await shared.Host.ApplicationAsync();
        await shared.Host.ChangeAsync(application, async database =>
            (await database.Applications.SingleAsync(a => a.Id == application.Id)).AuthorizationRequestsEnabled = true);
        var victim = await shared.Host.UserAsync(await shared.Host.TenantAsync(application));
        var app = new RelyingParty(shared.Host, application);
        var begun = await shared.Host.NewBrowser().GetOnceAsync(
            app.AuthorizeUrl(victim.Tenant, ("login_hint", victim.Email))
                .Replace(victim.Tenant.Base, application.Base, StringComparison.Ordinal));
        var handle = QueryHelpers.ParseQuery(begun.Location!.Query)["req"].ToString();

        var page = await shared.Host.NewBrowser().GetAsync($"{application.Base}/login/workspaces?token={handle}");

        handle.Length.ShouldBe(43);
        page.Text.ShouldContain("This link no longer works");
    }

    [Theory]
    [InlineData("ann@example.com", true)]
    [InlineData("acme", true)]
    [InlineData("not an address @ all", false)]
    [InlineData(210, false)]
    public async Task XB16_a_hint_that_cannot_be_used_is_ignored(object given, bool isUsed)
    {
        var application = await shared.Host.ApplicationAsync();
        var hint = given as string ?? new string('a', (int)given);

        var page = await shared.Host.NewBrowser().GetAsync($"{application.Base}/login?login_hint={Uri.EscapeDataString(hint)}");

        (page.Document.QuerySelector("#who")!.GetAttribute("value") ?? "").ShouldBe(isUsed ? hint : "");
    }
}
