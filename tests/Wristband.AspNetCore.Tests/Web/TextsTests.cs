using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Wristband.AspNetCore.Callback;
using Wristband.AspNetCore.Login;
using Wristband.AspNetCore.Tests.World;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tests.Web;

/// <summary>
/// The words of the SDK's pages: all of them in resources, in the language of the request, and the application's own where it has some.
/// </summary>
public partial class TextsTests
{
    private const string Repeated = SdkWorld.App + "/api/auth/login?tenant_name=a&tenant_name=b";
    private static readonly ResourceManager Resources = new("Wristband.AspNetCore.Texts.WristbandTexts", typeof(WristbandTexts).Assembly);

    [Theory]
    [InlineData("de", "de", "Dieser Anmeldelink ist fehlerhaft")]
    [InlineData("de-AT,en;q=0.5", "de", "Dieser Anmeldelink ist fehlerhaft")]
    [InlineData("en;q=0.4,de;q=0.5", "de", "Dieser Anmeldelink ist fehlerhaft")]
    [InlineData("fr,ja;q=0.9", "en", "This sign-in link is broken")]
    [InlineData("*", "en", "This sign-in link is broken")]
    [InlineData("q=;;,", "en", "This sign-in link is broken")]
    public async Task A_page_speaks_the_language_that_the_browser_asks_for(string asked, string language, string title)
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync(Repeated, ("Accept-Language", asked));

        page.Document.DocumentElement.GetAttribute("lang").ShouldBe(language);
        page.Document.DocumentElement.GetAttribute("dir").ShouldBe("ltr");
        page.Document.Title.ShouldBe(title);
        page.Document.QuerySelector("h1")!.TextContent.ShouldBe(title);
    }

    [Fact]
    public async Task The_applications_own_choice_of_language_wins()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Middleware = app =>
            app.UseRequestLocalization(o => o.SetDefaultCulture("de").AddSupportedUICultures("de")));

        var page = await world.Browser.GetOnceAsync(Repeated, ("Accept-Language", "en"));

        page.Document.Title.ShouldBe("Dieser Anmeldelink ist fehlerhaft");
    }

    [Theory]
    [InlineData("/api/auth/login?tenant_name=a&tenant_name=b", "", "")]
    [InlineData("/api/auth/callback", "", "")]
    [InlineData("/api/auth/logout?state=a&state=b", "", "")]
    [InlineData("/api/auth/logout", "Sec-Fetch-Site", "cross-site")]
    public async Task An_application_may_say_everything_in_its_own_words(string path, string header, string value)
    {
        await using var world = await SdkWorld.StartAsync(
            s => s.Before = builder => builder.Services.AddSingleton<IStringLocalizer<WristbandTexts>, Pseudo>());

        var page = await world.Browser.GetOnceAsync(SdkWorld.App + path, header.Length == 0 ? [] : [(header, value)]);

        page.Document.DocumentElement.GetAttribute("dir").ShouldBe("rtl");
        var said = page.Document.QuerySelectorAll("title, h1, main > p:not(:last-child)").Select(e => e.TextContent).ToArray();
        said.Length.ShouldBeGreaterThanOrEqualTo(4);
        said.ShouldAllBe(text => text.StartsWith("[!!! ", StringComparison.Ordinal) && text.EndsWith(" !!!]", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_languages_say_the_same_things_about_the_same_values()
    {
        var (english, german) = (Texts(""), Texts("de"));

        german.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var (name, text) in english)
        {
            Value().Matches(german[name]).Select(m => m.Value).Order().ShouldBe(Value().Matches(text).Select(m => m.Value).Order(), name);
            if (name is not "Direction") german[name].ShouldNotBe(text);
        }
    }

    [Fact]
    public void Every_problem_names_words_that_exist()
    {
        var problems = new[] { typeof(CallbackProblems), typeof(LoginProblems) }
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public)).Select(f => f.GetValue(null)).OfType<ProblemPage>()
            .Append(ProblemPage.InFrame).Append(CallbackProblems.Refused("access_denied")).Append(CallbackProblems.Refused("x")).ToArray();

        problems.Length.ShouldBeGreaterThan(12);
        problems.SelectMany(p => new[] { p.Title, p.Advice, p.RetryText }).ShouldBeSubsetOf(Texts("").Keys);
    }

    [Fact]
    public async Task XE7_a_page_has_a_look_of_its_own_that_every_content_security_policy_lets_in()
    {
        await using var world = await SdkWorld.StartAsync();

        var page = await world.Browser.GetOnceAsync(Repeated);
        page.Document.QuerySelectorAll("style, script, [style]").ShouldBeEmpty();
        var link = page.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        var style = await world.Browser.GetOnceAsync(SdkWorld.App + link);

        style.Status.ShouldBe(HttpStatusCode.OK);
        style.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        style.Response.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(1));
        style.Body.ShouldContain("prefers-color-scheme: dark");
    }

    private static Dictionary<string, string> Texts(string language) =>
        Resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    [GeneratedRegex(@"\{[0-9]\}")]
    private static partial Regex Value();

    /// <summary>A language that nobody can mistake for another, written from right to left.</summary>
    private sealed class Pseudo : IStringLocalizer<WristbandTexts>
    {
        public LocalizedString this[string name] => name switch
        {
            "Language" => new LocalizedString(name, "qps-ploc"),
            "Direction" => new LocalizedString(name, "rtl"),
            _ => new LocalizedString(name, $"[!!! {Texts("")[name]} !!!]"),
        };

        public LocalizedString this[string name, params object[] arguments] => this[name];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
