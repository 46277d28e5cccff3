using System.Net;
using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Signup;

/// <summary>X-C1, X-C2: a name is what its owner wrote, whole, and nothing that only deceives.</summary>
public class NamesTests(SharedPlatform shared)
{
    [Theory]
    [InlineData("Familie \U0001F469\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466")]
    [InlineData("\U0001F468\U0001F3FD\u200D\U0001F680 \u2764\uFE0F\u200D\U0001F525 \U0001F642\u200D\u2194\uFE0F 1\uFE0F\u20E3")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F Football")]
    [InlineData("\u0646\u0627\u0645\u0647\u200C\u0647\u0627")]
    [InlineData("\u0DC1\u0DCA\u200D\u0DBB\u0DD3 \u0DBD\u0D82\u0D9A\u0DCF")]
    [InlineData("\u09B0\u200D\u09CD\u09AF\u09BE\u09AC")]
    [InlineData("\u0995\u09CD\u200C\u09B7")]
    [InlineData("\u845B\U000E0100\u57CE")]
    [InlineData("\u182E\u1820\u180E\u1820 \u1820\u180B")]
    [InlineData("\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD")]
    [InlineData("Jose\u0301 Nguye\u0302\u0303n \uFA19")]
    [InlineData("Яндекс \u6771\u4EAC O\u2019Neill & S\u00F6hne, No. 1")]
    public async Task XC1_what_spells_a_word_or_an_emoji_stays(string name)
    {
        var (application, page) = await SignUpAsync(workspace: name);

        page.Url.AbsolutePath.ShouldBe("/check-mail");
        (await NameOfWorkspaceAsync(application)).ShouldBe(name);
    }

    [Theory]
    [InlineData("Acme\u202Egnp.exe\u202C", "Acmegnp.exe")]
    [InlineData("\u2067Acme\u2069\u200F Support", "Acme Support")]
    [InlineData("Ac\u200Dme A\u200Cc\u200Bm\u00ADe\uFEFF\u2060", "Acme Acme")]
    [InlineData("Acme\uFE0F 1\uFE0F A\U000E0100", "Acme 1 A")]
    [InlineData("\U0001F469\u200D Acme \U0001F469\u200D\u200D\U0001F467", "\U0001F469 Acme \U0001F469\u200D\U0001F467")]
    [InlineData("\U0001F3F4\U000E0068\U000E0069\U000E0064\U000E0064\U000E0065\U000E006E\U000E0021", "\U0001F3F4")]
    [InlineData("Acme\U000E0061\U000E007F", "Acme")]
    [InlineData("\u0627\u200C\u0644", "\u0627\u0644")]
    [InlineData("Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo", "Z\u0300\u0301\u0302\u0303algo")]
    [InlineData("\u0301Acme \u20DDInc", "Acme Inc")]
    [InlineData("Acme\u3164\u2800\u034F\uE000 Inc", "Acme Inc")]
    [InlineData("  Acme\r\n\u2028\u00A0\u3000Inc\t", "Acme Inc")]
    public async Task XC1_what_only_deceives_goes(string typed, string name)
    {
        var (application, page) = await SignUpAsync(workspace: typed);

        page.Url.AbsolutePath.ShouldBe("/check-mail");
        (await NameOfWorkspaceAsync(application)).ShouldBe(name);
    }

    [Theory]
    [InlineData("\u200D\u200B\uFEFF")]
    [InlineData("\u3164 \u2800")]
    [InlineData("\u00A0\u3000\u202E")]
    [InlineData("\u0301\uFE0F\U000E0061")]
    public async Task XC1_a_name_that_looks_empty_is_missing(string nothing)
    {
        var (_, page) = await SignUpAsync(workspace: nothing, given: nothing, family: nothing);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        Problem(page, "workspace").ShouldBe("Write the name of your workspace.");
        Problem(page, "given_name").ShouldBe("Write your first name.");
        Problem(page, "family_name").ShouldBe("Write your last name.");
    }

    [Theory]
    [InlineData("W", 60, 100)]
    [InlineData("\u0645", 60, 100)]
    [InlineData("\u570B", 60, 100)]
    [InlineData("\U0001F600", 60, 100)]
    [InlineData("e\u0301", 60, 100)]
    [InlineData("\U0001F469\u200D\U0001F467", 48, 80)]
    public async Task XC2_the_longest_names_are_kept_whole_and_longer_ones_are_refused(string letter, int ofWorkspace, int ofPerson)
    {
        string Times(int count) => string.Concat(Enumerable.Repeat(letter, count));
        var (workspace, person) = (Times(ofWorkspace), Times(ofPerson));

        var (application, kept) = await SignUpAsync(workspace, person, person);
        var (_, refused) = await SignUpAsync(workspace + letter, person + letter, person + letter);

        kept.Url.AbsolutePath.ShouldBe("/check-mail");
        (await NameOfWorkspaceAsync(application)).ShouldBe(workspace);
        var owner = await shared.Host.ReadAsync(application.Id, db => db.Users.SingleAsync(u => u.ApplicationId == application.Id));
        (owner.GivenName, owner.FamilyName).ShouldBe((person, person));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        Problem(refused, "workspace").ShouldBe("Use at most 60 characters for the name of your workspace.");
        Problem(refused, "given_name").ShouldBe("Use at most 100 characters for your first name.");
        Problem(refused, "family_name").ShouldBe("Use at most 100 characters for your last name.");
        refused.Document.QuerySelector("#address-error").ShouldBeNull();
    }

    [Theory]
    [InlineData('W')]
    [InlineData('\u0645')]
    [InlineData('\u570B')]
    public async Task XC2_what_was_typed_stays_whole_in_the_form_that_refuses_it(char letter)
    {
        var (workspace, person) = (new string(letter, 61), new string(letter, 101));

        var (_, refused) = await SignUpAsync(workspace, person, person);

        refused.Document.QuerySelector("#workspace")!.GetAttribute("value").ShouldBe(workspace);
        refused.Document.QuerySelector("#given_name")!.GetAttribute("value").ShouldBe(person);
        refused.Document.QuerySelector("#family_name")!.GetAttribute("value").ShouldBe(person);
    }

    [Fact]
    public async Task XC2_no_field_makes_the_browser_cut_what_somebody_pastes()
    {
        var application = await shared.Host.ApplicationAsync();

        var form = await shared.Host.NewBrowser().GetAsync($"{application.Base}/signup");

        form.Document.QuerySelectorAll("#signup input").Length.ShouldBeGreaterThan(4);
        form.Document.QuerySelectorAll("[maxlength]").ShouldBeEmpty();
    }

    /// <summary>A hostile text takes no longer than any other: looks to both sides have an end.</summary>
    [Theory]
    [InlineData("\U0001F3F4", "\U000E0061")]
    [InlineData("\u0628", "\u064B\u200C")]
    [InlineData("\u0F40", "\u0F90\u200C")]
    [InlineData("\U0001F469", "\u200D\U0001F469")]
    public async Task XC1_hostile_text_is_refused_as_quickly_as_any_other(string head, string again)
    {
        var hostile = head + string.Concat(Enumerable.Repeat(again, 20_000));

        var (_, page) = await SignUpAsync(workspace: hostile + "x", given: hostile, family: "Owner", email: hostile);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<(SomeApplication Application, Page Page)> SignUpAsync(
        string workspace, string given = "Ann", string family = "Owner", string? email = null)
    {
        var application = await shared.Host.ApplicationAsync();
        var browser = shared.Host.NewBrowser();
        var page = await browser.SubmitAsync(await browser.GetAsync($"{application.Base}/signup"), "#signup", new Dictionary<string, string>
        {
            ["workspace"] = workspace,
            ["address"] = Some.Name("acme"),
            ["given_name"] = given,
            ["family_name"] = family,
            ["email"] = email ?? $"{Some.Name("ann")}@owner.example",
        });
        return (application, page);
    }

    private Task<string> NameOfWorkspaceAsync(SomeApplication application) =>
        shared.Host.ReadAsync(application.Id, db =>
            db.Tenants.Where(t => t.ApplicationId == application.Id).Select(t => t.DisplayName).SingleAsync());

    private static string Problem(Page page, string field) => page.Document.QuerySelector($"#{field}-error")!.TextContent.Trim();
}
