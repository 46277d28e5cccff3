using System.Net;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Http;

/// <summary>The language of pages and mails: what the application asks for, else what the browser prefers.</summary>
public class LanguageTests(SharedPlatform shared)
{
    [Theory]
    [InlineData("de", "de", "Passwort vergessen?")]
    [InlineData("de-AT, en;q=0.5", "de", "Passwort vergessen?")]
    [InlineData("fi, de;q=0.5", "de", "Passwort vergessen?")]
    [InlineData("fi", "en", "Forgot password?")]
    [InlineData("en-GB, de;q=0.5", "en", "Forgot password?")]
    [InlineData("!!,;q=x", "en", "Forgot password?")]
    public async Task The_browsers_language_is_spoken(string accepted, string language, string text)
    {
        var tenant = await shared.Host.TenantAsync();
        var page = await Speaking(accepted).GetAsync($"{tenant.Base}/login");

        page.Document.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.Document.DocumentElement.GetAttribute("dir").ShouldBe("ltr");
        page.Text.ShouldContain(text);
    }

    [Fact]
    public async Task An_error_is_told_in_the_language_of_the_page()
    {
        var tenant = await shared.Host.TenantAsync();
        var browser = Speaking("de");
        (await browser.GetAsync($"{tenant.Base}/nowhere")).Text.ShouldContain("Diese Seite gibt es nicht");

        var page = await browser.SubmitAsync(
            await browser.GetAsync($"{tenant.Base}/login"), "#login",
            new Dictionary<string, string> { ["email"] = "nobody@example.com", ["password"] = "wrong" });
        page.Text.ShouldContain("Die E-Mail-Adresse oder das Passwort stimmt nicht.");
    }

    [Fact]
    public async Task A_broken_link_is_told_in_the_language_of_the_page_and_what_a_developer_needs_is_marked_as_english()
    {
        var tenant = await shared.Host.TenantAsync();
        var page = await Speaking("de").GetAsync($"{tenant.Base}/api/v1/oauth2/authorize?client_id=unknown");

        page.Text.ShouldContain("Gehen Sie zurück zur Anwendung und versuchen Sie es noch einmal.");
        page.Document.QuerySelector("p[lang=en]")!.TextContent.ShouldContain("client_id");
    }

    [Fact]
    public async Task The_language_that_the_application_asks_for_holds_on_all_pages_of_the_sign_in_and_in_its_mail()
    {
        var user = await shared.Host.UserAsync(await shared.Host.TenantAsync());
        var browser = Speaking("en");
        var authorize = new RelyingParty(shared.Host, user.Tenant.Application).AuthorizeUrl(user.Tenant);

        var login = await browser.GetAsync(authorize + "&ui_locales=fi%20de");
        login.Text.ShouldContain("Passwort vergessen?");
        var forgot = await browser.FollowAsync(login, "/forgot-password");
        await browser.SubmitAsync(forgot, "#forgot", new Dictionary<string, string> { ["email"] = user.Email });
        (await shared.Host.Mailbox.LastToAsync(user.Email)).Subject.ShouldBe($"Neues Passwort für „{user.Tenant.Name} Inc.“");

        (await browser.GetAsync(authorize)).Text.ShouldContain("Forgot password?", Case.Sensitive, "the next sign-in asks for nothing");
    }

    [Fact]
    public async Task A_language_that_nobody_wrote_leaves_the_browsers_own()
    {
        var tenant = await shared.Host.TenantAsync();
        var page = await Speaking("de").GetAsync($"{tenant.Base}/login?ui_locales=" + Uri.EscapeDataString("xx \r\n ../.. 日本"));

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Passwort vergessen?");
    }

    private Browser Speaking(string languages)
    {
        var browser = shared.Host.NewBrowser();
        browser.AcceptLanguage = languages;
        return browser;
    }
}
