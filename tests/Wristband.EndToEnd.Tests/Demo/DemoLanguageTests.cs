using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>Every page of the demo in German, and in a language whose letters have marks: what has plain ones is no resource.</summary>
public sealed partial class DemoLanguageTests(SharedDemo shared)
{
    private static readonly string[] Pages =
    [
        "/", "/classic", "/classic?tab=jwt", "/minimal-apis", "/minimal-apis?tab=jwt", "/notes", "/notes/new", "/spa", "/live", "/admin",
        "/workspaces", "/what-happened", "/no/such/page",
    ];

    [Fact]
    public async Task A_browser_that_prefers_German_reads_German()
    {
        var guest = shared.Host.NewBrowser();
        var owner = await shared.MemberAsync();
        guest.AcceptLanguage = owner.AcceptLanguage = "de-AT,de;q=0.9,en;q=0.5";

        var welcome = await guest.GetAsync(DemoHost.Url + "/");
        var home = await owner.GetAsync(DemoHost.Url + "/");
        var nothing = await owner.GetAsync(DemoHost.Url + "/no/such/page");
        var mistake = await owner.SubmitAsync(await owner.GetAsync(DemoHost.Url + "/notes/new"), "form");

        welcome.Document.DocumentElement.GetAttribute("lang").ShouldBe("de");
        welcome.Document.DocumentElement.GetAttribute("dir").ShouldBe("ltr");
        welcome.Text.ShouldContain("Willkommen zur ASP.NET-Core-Demo");
        home.Text.ShouldContain("Was Sie unten sehen, kommt aus Ihrer Sitzung.");
        home.Document.QuerySelector("time")!.TextContent.ShouldMatch(@"^\d\d\.\d\d\.\d{4} \d\d:\d\d UTC$");
        nothing.Text.ShouldContain("Hier ist nichts");
        mistake.Text.ShouldContain("Geben Sie der Notiz einen Titel.");
        mistake.Document.QuerySelector("#words")!.GetAttribute("data-just-now").ShouldBe("gerade eben");
    }

    /// <summary>What the demo speaks goes on at the platform, also where the platform would choose another language by itself.</summary>
    [Fact]
    public async Task Who_reads_German_signs_in_in_German()
    {
        var browser = shared.Host.NewBrowser();
        browser.AcceptLanguage = "de-AT,de;q=0.9,en;q=0.5";
        var tenant = await shared.Platform.TenantAsync(shared.Host.Application);

        var login = (await browser.GetOnceAsync($"{DemoHost.Url}/api/auth/login?tenant_name={tenant.Name}")).Location!;
        browser.AcceptLanguage = "en";
        var page = await browser.GetAsync(login.AbsoluteUri);
        var discovery = await browser.GetAsync($"{DemoHost.Url}/api/auth/login?ui_locales=de");

        login.Query.ShouldContain("ui_locales=de");
        page.Document.DocumentElement.GetAttribute("lang").ShouldBe("de");
        page.Text.ShouldContain("Passwort vergessen?");
        discovery.Document.DocumentElement.GetAttribute("lang").ShouldBe("de");
    }

    [Fact]
    public async Task A_language_that_nobody_wrote_is_English()
    {
        var browser = shared.Host.NewBrowser();
        browser.AcceptLanguage = "fr";

        var home = await browser.GetAsync(DemoHost.Url + "/");

        home.Document.DocumentElement.GetAttribute("lang").ShouldBe("en");
        home.Text.ShouldContain("Welcome to the ASP.NET Core demo");
    }

    [Fact]
    public async Task Every_page_speaks_from_resources()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var demo = await DemoHost.StartAsync(
            platform, await platform.ApplicationAsync(), configure: b => b.Services.AddPseudoLanguage());
        var user = await platform.UserAsync(await platform.TenantAsync(demo.Application), role: "owner");
        var (guest, owner) = (demo.NewBrowser(), demo.NewBrowser());
        await platform.SignInAsync(owner, user);
        await owner.GetAsync($"{DemoHost.Url}/api/auth/login?tenant_name={user.Tenant.Name}");
        guest.AcceptLanguage = owner.AcceptLanguage = PseudoLanguage.Name;
        await owner.SubmitAsync(await owner.GetAsync(DemoHost.Url + "/notes/new"), "form", new Dictionary<string, string>
        {
            ["Input.Title"] = "•",
            ["Input.Text"] = "•",
        });

        Untranslated(await guest.GetAsync(DemoHost.Url + "/"), user).ShouldBeEmpty("/ for guests");
        var list = await owner.GetAsync(DemoHost.Url + "/notes");
        var note = list.Document.QuerySelector(".note h2 a")!.GetAttribute("href")!;
        foreach (var path in Pages.Concat([note, note + "/delete"]))
        {
            var page = await owner.GetAsync(DemoHost.Url + path);
            PseudoLanguage.IsName(page.Document.DocumentElement.GetAttribute("lang")).ShouldBeTrue(path);
            Untranslated(page, user).ShouldBeEmpty(path);
        }
        var mistake = await owner.SubmitAsync(await owner.GetAsync(DemoHost.Url + "/notes/new"), "form");
        mistake.Document.QuerySelector("#title-error").ShouldNotBeNull();
        Untranslated(mistake, user).ShouldBeEmpty("a mistake");
    }

    [Fact]
    public void A_text_outside_of_resources_can_fail()
    {
        var user = new SomeUser("id", "ann@example.com", "", new("id", "acme", "acme.test", new("id", "app", "app.test", "", "", "", "")));
        IsPlain("Hello", user).ShouldBeTrue();
        IsPlain(PseudoLanguage.Of("Hello ann@example.com").Replace("ann", ""), user).ShouldBeFalse();
        IsPlain("ann@example.com", user).ShouldBeFalse();
    }

    private static IEnumerable<string> Untranslated(Page page, SomeUser user) => page.Document.Descendants<IText>()
        .Where(t => !IsCode(t.ParentElement)).Select(t => t.Data)
        .Concat(page.Document.All.SelectMany(Spoken))
        .Where(text => IsPlain(text, user)).Select(text => text.Trim());

    // What scripts say is in attributes; the others there are for scripts alone.
    private static IEnumerable<string> Spoken(IElement element)
    {
        foreach (var name in new[] { "title", "alt", "placeholder", "aria-label" })
            if (element.GetAttribute(name) is { } text && !IsCode(element) && element.ClassName != "badge") yield return text;
        if (element.Id is not ("words" or "spa" or "calls" or "counter")) yield break;
        foreach (var attribute in element.Attributes)
            if (attribute.Name.StartsWith("data-", StringComparison.Ordinal)) yield return attribute.Value;
    }

    private static bool IsCode(IElement? element) =>
        element?.LocalName is "script" or "style" || element?.Closest("code,[translate=no],.badge[title]") is not null;

    private static bool IsPlain(string text, SomeUser user)
    {
        // Names of people and workspaces, the time zone, roles, and how cookies are called.
        foreach (var known in new[] { user.Email, user.Tenant.Name, " Inc.", "Given", "Family", "UTC", "SameSite=Lax", "SameSite=Strict" })
            text = text.Replace(known, "", StringComparison.Ordinal);
        return PlainWord().IsMatch(text);
    }

    [GeneratedRegex("[A-Za-z]{2}")]
    private static partial Regex PlainWord();
}
