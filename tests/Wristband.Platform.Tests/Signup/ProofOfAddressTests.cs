using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Signup;

/// <summary>X-A1: who proves that they read the mail of an address decides its password, whatever was typed before and by whom.</summary>
public class ProofOfAddressTests(SharedPlatform shared)
{
    private const string Strangers = "a stranger's own phrase";
    private const string Owners = "what only the owner knows";

    [Fact]
    public async Task A_strangers_signup_with_my_address_gives_the_stranger_nothing()
    {
        var application = await shared.Host.ApplicationAsync();
        var (email, name) = ($"{Some.Name("victim")}@example.com", Some.Name("bait"));
        var stranger = shared.Host.NewBrowser();
        await stranger.SubmitAsync(await stranger.GetAsync($"{application.Base}/signup"), "#signup", new Dictionary<string, string>
        {
            ["workspace"] = name,
            ["address"] = name,
            ["given_name"] = "Not",
            ["family_name"] = "Me",
            ["email"] = email,
            ["password"] = Strangers,
        });

        var done = await ConfirmAsync(email, Owners);

        done.Status.ShouldBe(HttpStatusCode.SeeOther);
        var tenant = done.Url.GetLeftPart(UriPartial.Authority);
        (await SignInAsync(tenant, email, Strangers)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SignInAsync(tenant, email, Owners)).Status.ShouldBe(HttpStatusCode.SeeOther);
        stranger.Cookies.For(done.Url).ShouldNotContainKey("wb-sso");
    }

    [Fact]
    public async Task A_stranger_who_joined_first_does_not_decide_my_password_or_my_name()
    {
        var tenant = await OpenTenantAsync();
        var email = $"{Some.Name("victim")}@example.com";
        await JoinAsync(tenant, email, "Not", Strangers);
        await JoinAsync(tenant, email, "Vic", Owners);

        (await ConfirmAsync(email, Owners)).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await SignInAsync(tenant.Base, email, Strangers)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SignInAsync(tenant.Base, email, Owners)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await UserAsync(tenant, email)).GivenName.ShouldBe("Vic");
    }

    [Fact]
    public async Task A_stranger_who_joins_again_after_me_changes_nothing()
    {
        var tenant = await OpenTenantAsync();
        var email = $"{Some.Name("victim")}@example.com";
        await JoinAsync(tenant, email, "Vic", Owners);
        (await ConfirmAsync(email, Owners)).Status.ShouldBe(HttpStatusCode.SeeOther);

        await JoinAsync(tenant, email, "Not", Strangers);

        (await shared.Host.Mailbox.LastToAsync(email)).Subject.ShouldStartWith("Your account in");
        (await SignInAsync(tenant.Base, email, Strangers)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await UserAsync(tenant, email)).GivenName.ShouldBe("Vic");
    }

    [Fact]
    public async Task Nobody_signs_in_before_the_address_is_proven_with_whatever_password()
    {
        var tenant = await OpenTenantAsync();
        var email = $"{Some.Name("victim")}@example.com";
        await JoinAsync(tenant, email, "Not", Strangers);

        (await SignInAsync(tenant.Base, email, Strangers)).Status.ShouldBe(HttpStatusCode.BadRequest);

        (await UserAsync(tenant, email)).PasswordHash.ShouldBeNull();
    }

    // A user who came by another way, with a password from somewhere, and whose address nobody proved
    [Fact]
    public async Task Confirming_replaces_a_password_that_was_there()
    {
        var tenant = await shared.Host.TenantAsync();
        var user = await shared.Host.UserAsync(tenant);
        await shared.Host.ChangeAsync(tenant, async db =>
        {
            var pending = await db.Users.SingleAsync(u => u.Id == user.Id);
            (pending.Status, pending.EmailVerified) = (UserStatus.PendingSignupActivation, false);
        });
        var browser = shared.Host.NewBrowser();
        var reminder = await SignInAsync(tenant.Base, user.Email, user.Password, browser);
        await browser.SubmitAsync(await browser.GetAsync(new Uri(reminder.Url, reminder.Location!).AbsoluteUri), "#resend");

        (await ConfirmAsync(user.Email, Owners)).Status.ShouldBe(HttpStatusCode.SeeOther);

        (await SignInAsync(tenant.Base, user.Email, user.Password)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await SignInAsync(tenant.Base, user.Email, Owners)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_reset_before_the_confirmation_proves_the_address_too_and_ends_the_strangers_links()
    {
        var tenant = await OpenTenantAsync();
        var email = $"{Some.Name("victim")}@example.com";
        await JoinAsync(tenant, email, "Not", Strangers);
        var confirm = (await shared.Host.Mailbox.LastToAsync(email)).Link;
        var browser = shared.Host.NewBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync($"{tenant.Base}/forgot-password"), "#forgot", new Dictionary<string, string> { ["email"] = email });
        await browser.SubmitAsync(
            await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(email)).Link), "#reset", Password(Owners), follow: false);

        (await browser.GetAsync(confirm)).Text.ShouldContain("This link no longer works");

        (await SignInAsync(tenant.Base, email, Owners)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_password_that_cannot_be_used_leaves_the_link_as_it_was()
    {
        var tenant = await OpenTenantAsync();
        var email = $"{Some.Name("jo")}@example.com";
        await JoinAsync(tenant, email, "Jo", Owners);

        foreach (var bad in new[] { "", "short", "password1", email })
        {
            var again = await ConfirmAsync(email, bad);
            again.Status.ShouldBe(HttpStatusCode.BadRequest);
            again.Document.QuerySelector("#password-error").ShouldNotBeNull(bad);
        }

        (await ConfirmAsync(email, Owners)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static Dictionary<string, string> Password(string password) => new() { ["password"] = password };

    private async Task<SomeTenant> OpenTenantAsync()
    {
        var tenant = await shared.Host.TenantAsync();
        await shared.Host.ChangeAsync(tenant, async db => (await db.Tenants.SingleAsync(t => t.Id == tenant.Id)).SignupEnabled = true);
        return tenant;
    }

    private async Task JoinAsync(SomeTenant tenant, string email, string name, string password)
    {
        var browser = shared.Host.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync($"{tenant.Base}/signup"), "#signup", new Dictionary<string, string>
        {
            ["given_name"] = name,
            ["family_name"] = "Joiner",
            ["email"] = email,
            ["password"] = password,
        });
    }

    private async Task<Page> ConfirmAsync(string email, string password)
    {
        var browser = shared.Host.NewBrowser();
        var confirm = await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(email)).Link);
        return await browser.SubmitAsync(confirm, "#confirm", Password(password), follow: false);
    }

    private async Task<Page> SignInAsync(string tenant, string email, string password, Browser? browser = null)
    {
        browser ??= shared.Host.NewBrowser();
        return await browser.SubmitAsync(
            await browser.GetAsync($"{tenant}/login"), "#login", new Dictionary<string, string>(Password(password)) { ["email"] = email },
                follow: false);
    }

    private Task<User> UserAsync(SomeTenant tenant, string email) =>
        shared.Host.ReadAsync(tenant.Application.Id, db => db.Users.SingleAsync(u => u.Email == email));
}
