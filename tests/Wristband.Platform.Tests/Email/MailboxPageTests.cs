using System.Net;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Email;

/// <summary>The mailbox of a development installation.</summary>
public class MailboxPageTests(SharedPlatform shared)
{
    private const string Address = "http://mail.dev.localhost:6002";

    private async Task<SomeUser> MailedUserAsync()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = shared.Host.NewBrowser();
        await browser.SubmitAsync(
            await browser.GetAsync($"{user.Tenant.Base}/forgot-password"), "#forgot",
            new Dictionary<string, string> { ["email"] = user.Email });
        return user;
    }

    [Fact]
    public async Task The_link_of_a_mail_is_a_button_on_top()
    {
        var user = await MailedUserAsync();
        var browser = shared.Host.NewBrowser();

        var list = await browser.GetAsync($"{Address}/?to={user.Email}");
        var mail = await browser.FollowAsync(list, list.Document.QuerySelector(".mails a")!.GetAttribute("href")!);
        var form = await browser.GetAsync(mail.Document.QuerySelector(".actions a")!.GetAttribute("href")!);

        list.Document.QuerySelectorAll(".mails a").Length.ShouldBe(1);
        mail.Text.ShouldContain($"New password for “{user.Tenant.Name} Inc.”");
        form.Text.ShouldContain("Choose a new password");
    }

    [Fact]
    public async Task Text_in_a_mail_is_never_markup()
    {
        var application = await shared.Host.ApplicationAsync();
        var browser = shared.Host.NewBrowser();
        var email = $"{Some.Name("x")}@example.com";
        await browser.SubmitAsync(await browser.GetAsync($"{application.Base}/signup"), "#signup", new Dictionary<string, string>
        {
            ["workspace"] = "<img src=x onerror=alert(1)>",
            ["address"] = Some.Name("evil"),
            ["given_name"] = "Ann",
            ["family_name"] = "Owner",
            ["email"] = email,
        });

        var page = await browser.GetAsync($"{Address}/?to={email}");

        page.Document.QuerySelector("img").ShouldBeNull();
        page.Text.ShouldContain("<img src=x onerror=alert(1)>");
    }

    [Fact]
    public async Task An_empty_mailbox_says_how_mail_gets_there()
    {
        var page = await shared.Host.NewBrowser().GetAsync($"{Address}/?to=nobody@example.com");

        page.Text.ShouldContain("No mail yet");
    }

    [Fact]
    public async Task Only_its_own_host_serves_it()
    {
        var tenant = await shared.Host.TenantAsync();

        foreach (var host in new[] { tenant.Base, tenant.Application.Base })
        {
            (await shared.Host.NewBrowser().GetAsync(host + "/api/messages")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await shared.Host.NewBrowser().GetAsync(host + "/")).Url.AbsolutePath.ShouldBe("/login");
        }
    }
}
