using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Users;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Signup;

/// <summary>Signing up to a workspace that lets people join. P-31</summary>
public class JoinTests(SharedPlatform shared)
{
    private static readonly Dictionary<string, string> Chosen = new() { ["password"] = The.Password };

    private static Dictionary<string, string> Form(string email) => new()
    {
        ["given_name"] = "Jo",
        ["family_name"] = "Joiner",
        ["email"] = email,
    };

    private async Task<SomeTenant> OpenTenantAsync()
    {
        var tenant = await shared.Host.TenantAsync();
        await shared.Host.ChangeAsync(tenant, async db => (await db.Tenants.SingleAsync(t => t.Id == tenant.Id)).SignupEnabled = true);
        return tenant;
    }

    private async Task<Page> JoinAsync(SomeTenant tenant, string email, Browser? browser = null)
    {
        browser ??= shared.Host.NewBrowser();
        return await browser.SubmitAsync(await browser.GetAsync($"{tenant.Base}/signup"), "#signup", Form(email));
    }

    [Fact]
    public async Task Somebody_new_joins_after_confirming_the_address()
    {
        var tenant = await OpenTenantAsync();
        var email = $"{Some.Name("jo")}@example.com";
        var browser = shared.Host.NewBrowser();

        await JoinAsync(tenant, email, browser);
        var confirm = await browser.GetAsync((await shared.Host.Mailbox.LastToAsync(email)).Link);
        var done = await browser.SubmitAsync(confirm, "#confirm", Chosen, follow: false);

        done.Location!.ToString().ShouldStartWith($"{tenant.Application.LoginUrl}?tenant_name={tenant.Name}");
        var user = await shared.Host.ReadAsync(tenant.Application.Id, db => db.Users.SingleAsync(u => u.Email == email));
        user.Status.ShouldBe(UserStatus.Active);
        (await shared.Host.ReadAsync(tenant.Application.Id, db => db.UserRoles.CountAsync(r => r.UserId == user.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task P31_an_address_that_is_known_gets_the_same_answer_and_its_owner_a_mail()
    {
        var tenant = await OpenTenantAsync();
        var known = await shared.Host.UserAsync(tenant);
        var unknown = $"{Some.Name("jo")}@example.com";

        var first = await JoinAsync(tenant, known.Email);
        var second = await JoinAsync(tenant, unknown);

        first.Status.ShouldBe(second.Status);
        first.Url.AbsolutePath.ShouldBe(second.Url.AbsolutePath);
        first.Document.QuerySelector("main")!.TextContent.Replace(known.Email, "", StringComparison.Ordinal)
            .ShouldBe(second.Document.QuerySelector("main")!.TextContent.Replace(unknown, "", StringComparison.Ordinal));
        (await shared.Host.Mailbox.LastToAsync(known.Email)).Subject.ShouldStartWith("Your account in");
        (await shared.Host.Mailbox.LastToAsync(unknown)).Subject.ShouldStartWith("Confirm your address");
    }

    [Fact]
    public async Task A_double_submit_makes_one_user()
    {
        var tenant = await OpenTenantAsync();
        var email = $"{Some.Name("jo")}@example.com";
        var browser = shared.Host.NewBrowser();
        var form = await browser.GetAsync($"{tenant.Base}/signup");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.SubmitAsync(form, "#signup", Form(email))));

        answers.ShouldAllBe(a => a.Url.AbsolutePath == "/check-mail");
        (await shared.Host.ReadAsync(tenant.Application.Id, db => db.Users.CountAsync(u => u.Email == email))).ShouldBe(1);
    }

    [Fact]
    public async Task A_workspace_that_does_not_let_people_join_has_no_signup()
    {
        var tenant = await shared.Host.TenantAsync();

        (await shared.Host.NewBrowser().GetAsync($"{tenant.Base}/signup")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await shared.Host.NewBrowser().GetAsync($"{tenant.Base}/login")).Document.QuerySelector("a[href^='/signup']").ShouldBeNull();
    }
}
