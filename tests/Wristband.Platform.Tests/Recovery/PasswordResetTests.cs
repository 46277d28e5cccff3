using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Recovery;

/// <summary>P-31, P-39, P-41</summary>
public class PasswordResetTests(SharedPlatform shared)
{
    private const string NewPassword = "quite another phrase";

    private static async Task<Page> AskAsync(Browser browser, SomeTenant tenant, string email) => await browser.SubmitAsync(
        await browser.GetAsync($"{tenant.Base}/forgot-password"), "#forgot", new Dictionary<string, string> { ["email"] = email });

    private static Task<Page> SetAsync(Browser browser, Page form, string password) =>
        browser.SubmitAsync(form, "#reset", new Dictionary<string, string> { ["password"] = password }, follow: false);

    private static async Task<Page> SignInAsync(Browser browser, SomeUser user, string password) => await browser.SubmitAsync(
        await browser.GetAsync($"{user.Tenant.Base}/login"), "#login",
        new Dictionary<string, string> { ["email"] = user.Email, ["password"] = password }, follow: false);

    [Fact]
    public async Task P41_a_new_password_signs_in_here_and_out_everywhere_else()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var (thief, owner) = (shared.Host.NewBrowser(), shared.Host.NewBrowser());
        await SignInAsync(thief, user, user.Password);

        await AskAsync(owner, user.Tenant, user.Email);
        var form = await owner.GetAsync((await shared.Host.Mailbox.LastToAsync(user.Email)).Link);
        var done = await SetAsync(owner, form, NewPassword);

        done.Status.ShouldBe(HttpStatusCode.SeeOther);
        done.Location!.ToString().ShouldStartWith($"{user.Tenant.Application.LoginUrl}?tenant_name={user.Tenant.Name}");
        owner.Cookies.For(form.Url).ShouldContainKey("wb-sso");
        var alive = await shared.Host.ReadAsync(
            user.Tenant.Application.Id, db => db.AuthSessions.CountAsync(s => s.UserId == user.Id && s.EndedAt == null));
        alive.ShouldBe(1);
        (await SignInAsync(shared.Host.NewBrowser(), user, user.Password)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SignInAsync(shared.Host.NewBrowser(), user, NewPassword)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task P31_known_unknown_and_disabled_addresses_get_the_same_answer()
    {
        var tenant = await shared.Host.TenantAsync();
        var (known, disabled) = (await shared.Host.UserAsync(tenant), await shared.Host.UserAsync(tenant));
        await shared.Host.ChangeAsync(
            tenant, async db => (await db.Users.SingleAsync(u => u.Id == disabled.Id)).Status = UserStatus.Inactive);

        var answers = new List<Page>();
        foreach (var email in new[] { known.Email, disabled.Email, "nobody@example.com" })
            answers.Add(await AskAsync(shared.Host.NewBrowser(), tenant, email));

        answers.Select(a => (a.Status, a.Url, a.Body)).Distinct().Count().ShouldBe(1);
        answers[0].Text.ShouldContain("If we know this address");
        (await shared.Host.Mailbox.ToAsync(disabled.Email)).ShouldBeEmpty();
    }

    [Fact]
    public async Task P39_opening_the_link_changes_nothing_and_it_sets_one_password_only()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();
        await AskAsync(browser, user.Tenant, user.Email);
        var link = (await shared.Host.Mailbox.LastToAsync(user.Email)).Link;
        var (one, two) = (await browser.GetAsync(link), await browser.GetAsync(link));

        var first = await SetAsync(browser, one, NewPassword);
        var second = await SetAsync(browser, two, "a third phrase entirely");

        first.Status.ShouldBe(HttpStatusCode.SeeOther);
        second.Status.ShouldBe(HttpStatusCode.BadRequest);
        second.Text.ShouldContain("This link no longer works");
        (await SignInAsync(shared.Host.NewBrowser(), user, NewPassword)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task P39_two_requests_at_once_use_the_link_once()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();
        await AskAsync(browser, user.Tenant, user.Email);
        var form = await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(user.Email)).Link);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SetAsync(browser, form, NewPassword)));

        answers.Count(a => a.Status == HttpStatusCode.SeeOther).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.BadRequest).ShouldBe(7);
    }

    [Fact]
    public async Task P39_a_link_belongs_to_its_tenant_and_purpose()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var other = await shared.Host.TenantAsync(user.Tenant.Application);
        var browser = shared.Host.NewBrowser();
        await AskAsync(browser, user.Tenant, user.Email);
        var link = new Uri((await shared.Host.Mailbox.LastToAsync(user.Email)).Link);

        var elsewhere = await browser.GetAsync(other.Base + link.PathAndQuery);
        var otherPurpose = await browser.GetAsync($"{user.Tenant.Base}/verify-email{link.Query}");

        elsewhere.Text.ShouldContain("This link no longer works");
        elsewhere.Text.ShouldNotContain(user.Email);
        otherPurpose.Text.ShouldContain("This link no longer works");
    }

    [Fact]
    public async Task A_link_ends_after_half_an_hour()
    {
        await using var platform = await PlatformHost.StartAsync();
        var user = await platform.UserAsync(await platform.TenantAsync());
        var browser = platform.NewBrowser();
        await AskAsync(browser, user.Tenant, user.Email);
        var link = (await platform.Mailbox.LastToAsync(user.Email)).Link;
        var form = await browser.GetAsync(link);
        platform.Time.Advance(TimeSpan.FromMinutes(30));

        var late = await SetAsync(browser, form, NewPassword);

        late.Status.ShouldBe(HttpStatusCode.BadRequest);
        late.Text.ShouldContain("This link no longer works");
    }

    [Theory]
    [InlineData("short", "Use at least 8 characters")]
    [InlineData("password123", "one of the first that are tried")]
    public async Task P33_a_password_that_is_guessed_first_is_refused_and_the_link_still_works(string password, string words)
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();
        await AskAsync(browser, user.Tenant, user.Email);
        var form = await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(user.Email)).Link);

        var refused = await SetAsync(browser, form, password);
        var accepted = await SetAsync(browser, refused, NewPassword);

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Document.QuerySelector("#password-error")!.TextContent.ShouldContain(words);
        accepted.Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_reset_confirms_the_address_because_it_came_by_mail()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        await shared.Host.ChangeAsync(user.Tenant, async db =>
        {
            var pending = await db.Users.SingleAsync(u => u.Id == user.Id);
            (pending.Status, pending.EmailVerified) = (UserStatus.PendingSignupActivation, false);
        });
        var browser = shared.Host.NewBrowser();
        await AskAsync(browser, user.Tenant, user.Email);

        await SetAsync(browser, await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(user.Email)).Link), NewPassword);

        (await SignInAsync(shared.Host.NewBrowser(), user, NewPassword)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }
}
