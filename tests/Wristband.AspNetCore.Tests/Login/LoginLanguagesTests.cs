using Microsoft.AspNetCore.Builder;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Login;

/// <summary>The language of the application goes on at the platform (<c>ui_locales</c>).</summary>
public class LoginLanguagesTests
{
    private const string Login = SdkWorld.App + "/api/auth/login";

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT,en;q=0.5", "de-AT")]
    [InlineData("fi,en;q=0.5", "en")]
    // Nothing that this person asked for: the platform may know their language.
    [InlineData("fi", null)]
    [InlineData("", null)]
    public async Task What_the_application_speaks_with_this_person_is_passed_on(string accepted, string? sent)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Middleware = Localized);

        var authorize = (await world.Browser.GetOnceAsync(Login + "?tenant_name=acme", ("Accept-Language", accepted))).Location!;

        authorize.Parameter("ui_locales").ShouldBe(sent);
    }

    [Fact]
    public async Task An_application_in_one_language_passes_nothing_on()
    {
        await using var world = await SdkWorld.StartAsync();

        var authorize = (await world.Browser.GetOnceAsync(Login + "?tenant_name=acme", ("Accept-Language", "de"))).Location!;

        authorize.Parameter("ui_locales").ShouldBeNull();
    }

    [Theory]
    [InlineData("fr-CA fr en", "fr-CA fr en")]
    [InlineData("zh-Hant-TW", "zh-Hant-TW")]
    [InlineData("", "de")]
    [InlineData("a", "de")]
    [InlineData("fr  en", "de")]
    [InlineData("fr\r\nSet-Cookie: a=b", "de")]
    [InlineData("fr\n", "de")]
    [InlineData("../..", "de")]
    [InlineData("日本", "de")]
    public async Task A_link_may_ask_for_languages_and_what_is_none_is_dropped(string asked, string sent)
    {
        await using var world = await SdkWorld.StartAsync(s => s.Middleware = Localized);

        var link = $"{Login}?tenant_name=acme&ui_locales={Uri.EscapeDataString(asked)}";
        var authorize = (await world.Browser.GetOnceAsync(link, ("Accept-Language", "de"))).Location!;

        authorize.Parameter("ui_locales").ShouldBe(sent);
    }

    [Fact]
    public async Task More_than_a_hundred_characters_are_dropped()
    {
        await using var world = await SdkWorld.StartAsync();
        var (fits, tooMuch) = ("en" + string.Concat(Enumerable.Repeat("-a", 49)), "en" + string.Concat(Enumerable.Repeat("-a", 50)));

        (await AuthorizeAsync(fits)).Parameter("ui_locales").ShouldBe(fits);
        (await AuthorizeAsync(tooMuch)).Parameter("ui_locales").ShouldBeNull();

        async Task<Uri> AuthorizeAsync(string tags) =>
            (await world.Browser.GetOnceAsync($"{Login}?tenant_name=acme&ui_locales={Uri.EscapeDataString(tags)}")).Location!;
    }

    [Theory]
    [InlineData("nl", "nl")]
    [InlineData(null, null)]
    [InlineData("no tag!", null)]
    public async Task The_event_has_the_last_word(string? said, string? sent)
    {
        string? before = null;
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.Middleware = Localized;
            s.Options = options => options.Events.OnLoginStarting = context =>
            {
                (before, context.UiLocales) = (context.UiLocales, said);
                return Task.CompletedTask;
            };
        });

        var authorize = (await world.Browser.GetOnceAsync(Login + "?tenant_name=acme", ("Accept-Language", "de"))).Location!;

        before.ShouldBe("de");
        authorize.Parameter("ui_locales").ShouldBe(sent);
    }

    [Fact]
    public async Task The_page_that_asks_for_the_workspace_is_told_as_well()
    {
        await using var world = await SdkWorld.StartAsync(s => s.Middleware = Localized);

        var page = (await world.Browser.GetOnceAsync(Login, ("Accept-Language", "de"))).Location!;

        page.AbsolutePath.ShouldBe("/login");
        page.Parameter("ui_locales").ShouldBe("de");
    }

    private static void Localized(IApplicationBuilder app) => app.UseRequestLocalization(options => options
        .SetDefaultCulture("en").AddSupportedCultures("en", "de", "de-AT").AddSupportedUICultures("en", "de", "de-AT"));
}
