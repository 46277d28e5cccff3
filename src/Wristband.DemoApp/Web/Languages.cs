using Microsoft.AspNetCore.Localization;

namespace Wristband.DemoApp.Web;

/// <summary>The language of a page is the one that the browser prefers, as on the pages of the platform; English for all others.</summary>
internal static class Languages
{
    private const string Default = "en";
    private static readonly string[] Written = [Default, "de"];

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Default).AddSupportedCultures(Written).AddSupportedUICultures(Written);
            options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider { Options = options }];
        });
    }
}
