using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Tenants;
using Wristband.Platform.Tests.OAuth;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Signup;

/// <summary>P-39, P-62</summary>
public class TenantSignupTests(SharedPlatform shared)
{
    private static readonly Dictionary<string, string> Chosen = new() { ["password"] = The.Password };

    private static Dictionary<string, string> Form(string workspace, string email, string? address = null) => new()
    {
        ["workspace"] = workspace,
        ["address"] = address ?? "",
        ["given_name"] = "Ann",
        ["family_name"] = "Owner",
        ["email"] = email,
    };

    [Fact]
    public async Task From_signup_to_a_signed_in_owner_of_an_active_workspace()
    {
        var application = await shared.Host.ApplicationAsync(loginUrl: "https://{tenant_name}.app.example/login");
        var browser = shared.Host.NewBrowser();
        var email = $"{Some.Name("owner")}@example.com";
        var name = Some.Name("acme");

        var form = await browser.GetAsync($"{application.Base}/signup?client_id={application.ClientId}");
        var checkMail = await browser.SubmitAsync(form, "#signup", Form(name, email));
        var mail = await shared.Host.Mailbox.LastToAsync(email);
        var confirm = await browser.GetAsync(mail.Link);
        var done = await browser.SubmitAsync(confirm, "#confirm", Chosen, follow: false);

        checkMail.Url.AbsolutePath.ShouldBe("/check-mail");
        checkMail.Text.ShouldContain(email);
        confirm.Url.Host.ShouldBe($"{name}-{application.HostName}");
        done.Status.ShouldBe(HttpStatusCode.SeeOther);
        done.Location!.ToString().ShouldBe($"https://{name}.app.example/login?tenant_name={name}&tenant_domain={name}");
        browser.Cookies.For(confirm.Url).ShouldContainKey("wb-sso");
        var owner = await shared.Host.ReadAsync(application.Id, db => db.Users.SingleAsync(u => u.Email == email));
        owner.Status.ShouldBe(UserStatus.Active);
        owner.EmailVerified.ShouldBeTrue();
        var roles = await shared.Host.ReadAsync(application.Id, db =>
            db.UserRoles.Where(r => r.UserId == owner.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).ToListAsync());
        roles.ShouldBe([$"app:{application.Name}:owner"]);
        (await shared.Host.ReadAsync(application.Id, db => db.Tenants.SingleAsync(t => t.Name == name))).Status
            .ShouldBe(TenantStatus.Active);
    }

    [Fact]
    public async Task P39_opening_the_link_changes_nothing_and_it_works_once()
    {
        var application = await shared.Host.ApplicationAsync();
        var browser = shared.Host.NewBrowser();
        var email = $"{Some.Name("owner")}@example.com";
        await browser.SubmitAsync(await browser.GetAsync($"{application.Base}/signup"), "#signup", Form(Some.Name("acme"), email));
        var link = (await shared.Host.Mailbox.LastToAsync(email)).Link;

        var scanner = await shared.Host.NewBrowser().GetAsync(link);
        var first = await browser.SubmitAsync(await browser.GetAsync(link), "#confirm", Chosen, follow: false);
        var other = shared.Host.NewBrowser();
        var second = await other.SubmitAsync(scanner, "#confirm", Chosen, follow: false);
        var again = await other.GetAsync(link);

        first.Status.ShouldBe(HttpStatusCode.SeeOther);
        second.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Text.ShouldContain("This link no longer works");
        other.Cookies.For(again.Url).ShouldNotContainKey("wb-sso");
    }

    [Fact]
    public async Task P39_two_confirmations_at_once_use_the_link_once()
    {
        var application = await shared.Host.ApplicationAsync();
        var browser = shared.Host.NewBrowser();
        var email = $"{Some.Name("owner")}@example.com";
        await browser.SubmitAsync(await browser.GetAsync($"{application.Base}/signup"), "#signup", Form(Some.Name("acme"), email));
        var link = (await shared.Host.Mailbox.LastToAsync(email)).Link;
        // Each with a browser of its own: answers of one would take each other's place.
        var forms = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var own = shared.Host.NewBrowser();
            return (Browser: own, Page: await own.GetAsync(link));
        }));

        var answers = await Task.WhenAll(forms.Select(form => form.Browser.SubmitAsync(form.Page, "#confirm", Chosen, follow: false)));

        answers.Count(a => a.Status == HttpStatusCode.SeeOther).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.BadRequest).ShouldBe(7);
    }

    [Fact]
    public async Task P62_a_double_submit_makes_one_workspace_and_one_mail()
    {
        var application = await shared.Host.ApplicationAsync();
        var browser = shared.Host.NewBrowser();
        var email = $"{Some.Name("owner")}@example.com";
        var form = await browser.GetAsync($"{application.Base}/signup");
        var values = Form(Some.Name("acme"), email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.SubmitAsync(form, "#signup", values)));

        answers.ShouldAllBe(a => a.Url.AbsolutePath == "/check-mail");
        (await shared.Host.ReadAsync(application.Id, db => db.Tenants.CountAsync(t => t.ApplicationId == application.Id))).ShouldBe(1);
        (await shared.Host.Mailbox.ToAsync(email)).Count.ShouldBe(1);
    }

    // The second submit used to say "This address is taken" when the first one was saved between its two looks at the database
    [Fact]
    public async Task P62_a_second_submit_is_not_told_that_its_own_address_is_taken()
    {
        var between = new AfterTheLookForTheKey();
        await using var platform = await PlatformHost.StartAsync(configure: builder =>
            builder.Services.AddSingleton<IInterceptor>(between));
        var application = await platform.ApplicationAsync();
        var browser = platform.NewBrowser();
        var form = await browser.GetAsync($"{application.Base}/signup");
        var values = Form(Some.Name("acme"), "ann@owner.example");
        Page? first = null;
        between.Action = async () => first = await browser.SubmitAsync(form, "#signup", values);

        var second = await browser.SubmitAsync(form, "#signup", values);

        first.ShouldNotBeNull().Url.AbsolutePath.ShouldBe("/check-mail");
        second.Url.AbsolutePath.ShouldBe("/check-mail");
        (await platform.Mailbox.ToAsync("ann@owner.example")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Going_back_to_correct_the_address_replaces_the_unconfirmed_workspace()
    {
        var application = await shared.Host.ApplicationAsync();
        var browser = shared.Host.NewBrowser();
        var (typo, right) = ($"{Some.Name("tpyo")}@example.com", $"{Some.Name("right")}@example.com");
        var name = Some.Name("acme");
        var form = await browser.GetAsync($"{application.Base}/signup");

        await browser.SubmitAsync(form, "#signup", Form(name, typo));
        await browser.SubmitAsync(form, "#signup", Form(name, right));

        var users = await shared.Host.ReadAsync(application.Id, db => db.Users.Select(u => u.Email).ToListAsync());
        users.ShouldBe([right]);
        var stale = await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(typo)).Link);
        stale.Text.ShouldContain("This link no longer works");
        (await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(right)).Link)).Text.ShouldContain("Confirm and continue");
    }

    [Fact]
    public async Task A_taken_name_is_a_problem_of_its_field_and_keeps_what_was_typed()
    {
        var application = await shared.Host.ApplicationAsync();
        var taken = await shared.Host.TenantAsync(application);
        var browser = shared.Host.NewBrowser();

        var form = await browser.GetAsync($"{application.Base}/signup");
        var again = await browser.SubmitAsync(form, "#signup", Form("New Company", "ann@example.com", taken.Name));

        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        again.Document.QuerySelector("#address-error")!.TextContent.ShouldContain("taken");
        again.Document.QuerySelector("#workspace")!.GetAttribute("value").ShouldBe("New Company");
        again.Document.QuerySelector("#email")!.GetAttribute("value").ShouldBe("ann@example.com");
    }

    [Fact]
    public async Task Every_field_says_what_is_missing()
    {
        var application = await shared.Host.ApplicationAsync();
        var browser = shared.Host.NewBrowser();

        var again = await browser.SubmitAsync(await browser.GetAsync($"{application.Base}/signup"), "#signup");

        again.Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var field in new[] { "workspace", "given_name", "family_name", "email" })
            again.Document.QuerySelector($"#{field}-error").ShouldNotBeNull(field);
    }

    [Fact]
    public async Task The_mail_can_be_sent_again()
    {
        var application = await shared.Host.ApplicationAsync();
        var browser = shared.Host.NewBrowser();
        var email = $"{Some.Name("owner")}@example.com";
        var checkMail = await browser.SubmitAsync(
            await browser.GetAsync($"{application.Base}/signup"), "#signup", Form(Some.Name("acme"), email));

        var again = await browser.SubmitAsync(checkMail, "#resend");

        again.Text.ShouldContain("sent again");
        var mails = await shared.Host.Mailbox.ToAsync(email);
        mails.Count.ShouldBe(2);
        mails[0].Link.ShouldNotBe(mails[1].Link);
    }

    /// <summary>Does something once, right after a signup looked for the tenant of its form.</summary>
    private sealed class AfterTheLookForTheKey : DbCommandInterceptor
    {
        public Func<Task>? Action { get; set; }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (Action is { } action && command.CommandText.Contains("\"SignupKey\" = ", StringComparison.Ordinal))
            {
                Action = null;
                await action();
            }
            return result;
        }
    }

    [Fact]
    public async Task XA18_a_client_that_does_not_exist_is_dropped_before_anything_is_written()
    {
        var application = await shared.Host.ApplicationAsync();
        var email = $"{Some.Name("owner")}@example.com";
        var made = new string('x', 3_000) + "\r\n";

        var browser = shared.Host.NewBrowser();
        var form = await browser.GetAsync($"{application.Base}/signup?client_id={Uri.EscapeDataString(made)}");
        await browser.SubmitAsync(form, "#signup", Form(Some.Name("acme"), email));

        var clients = await shared.Host.ReadAsync(application.Id, db =>
            db.AuditEvents.Where(e => e.ApplicationId == application.Id).Select(e => e.ClientId).Distinct().ToListAsync());
        clients.ShouldBe([null]);
    }

    [Fact]
    public async Task XB2_a_request_that_waited_for_its_workspace_goes_on_in_the_new_one()
    {
        var application = await shared.Host.ApplicationAsync();
        await shared.Host.ChangeAsync(application, async database =>
            (await database.Applications.SingleAsync(a => a.Id == application.Id)).AuthorizationRequestsEnabled = true);
        var someTenant = await shared.Host.TenantAsync(application);
        var (name, email) = (Some.Name("acme"), $"{Some.Name("owner")}@example.com");
        var browser = shared.Host.NewBrowser();
        var discovery = await browser.GetAsync(new RelyingParty(shared.Host, application).AuthorizeUrl(someTenant)
            .Replace(someTenant.Base, application.Base, StringComparison.Ordinal));

        var form = await browser.FollowAsync(discovery, discovery.Document.QuerySelector("a[href^='/signup']")!.GetAttribute("href")!);
        await browser.SubmitAsync(form, "#signup", Form(name, email));
        var link = (await shared.Host.Mailbox.LastToAsync(email)).Link;
        var done = await browser.SubmitAsync(await browser.GetAsync(link), "#confirm", Chosen, follow: false);
        var callback = await browser.GetOnceAsync(done.Location!.ToString());

        link.Length.ShouldBeLessThan(500);
        callback.Location!.ToString().ShouldStartWith(application.RedirectUri + "?code=");
        callback.Location.ToString().ShouldContain($"tenant_name={name}");
    }
}
