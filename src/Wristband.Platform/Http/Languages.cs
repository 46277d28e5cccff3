using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Wristband.Platform.Http;

/// <summary>
/// The language of a request: the one that the application asked for with ui_locales (OpenID Connect Core 3.1.2.1), on all pages of that
/// sign-in; else what the browser prefers. Whoever asks for a language that nobody wrote gets English.
/// </summary>
internal static class Languages
{
    private const string Parameter = "ui_locales";
    private const string Cookie = "wb-language";
    private const string Default = "en";
    private const int MostWishes = 10;
    private static readonly string[] Written = [Default, "de"];

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Default).AddSupportedCultures(Written).AddSupportedUICultures(Written);
            options.RequestCultureProviders =
                [new CustomRequestCultureProvider(WishAsync), new AcceptLanguageHeaderRequestCultureProvider { Options = options }];
        });
    }

    /// <summary>After the host is resolved: it decides the name of the cookie.</summary>
    public static WebApplication UseLanguages(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use(KeepWishAsync);
        return app;
    }

    /// <summary>A sign-in begins, and says nothing about languages: what an earlier one asked for is over.</summary>
    public static void BeginSignIn(HttpContext context)
    {
        if (!context.Request.Query.ContainsKey(Parameter) && PlatformCookies.Read(context, Cookie) is not null)
            PlatformCookies.Delete(context, Cookie);
    }

    private static Task<ProviderCultureResult?> WishAsync(HttpContext context)
    {
        var wish = context.Request.Query[Parameter].ToString() is { Length: > 0 } asked ? asked : PlatformCookies.Read(context, Cookie);
        if (string.IsNullOrEmpty(wish)) return Task.FromResult<ProviderCultureResult?>(null);
        var names = wish.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWishes);
        return Task.FromResult<ProviderCultureResult?>(
            new([.. names.Select(name => new Microsoft.Extensions.Primitives.StringSegment(name))]));
    }

    private static Task KeepWishAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Query.ContainsKey(Parameter) && !ErrorPages.IsAnswering(context))
        {
            if (context.Features.Get<IRequestCultureFeature>()?.Provider is CustomRequestCultureProvider)
                PlatformCookies.Write(context, Cookie, CultureInfo.CurrentUICulture.Name);
            else
                PlatformCookies.Delete(context, Cookie);
        }
        return next(context);
    }
}
