using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Wristband.AspNetCore.Web;

/// <summary>
/// The words of the SDK's pages in the language of one request: the application's choice where it makes one (request localization), else
/// what the browser asks for. The application's own words come first, and the SDK's where it has none.
/// </summary>
internal sealed class PageWords
{
    private static readonly ResourceManager Own = new("Wristband.AspNetCore.Texts.WristbandTexts", typeof(WristbandTexts).Assembly);
    private static readonly string[] Languages = ["en", "de"];

    private readonly IStringLocalizer<WristbandTexts>? _application;

    private PageWords(IStringLocalizer<WristbandTexts>? application, CultureInfo language) =>
        (_application, Language) = (application, language);

    public CultureInfo Language { get; }

    public static PageWords For(HttpContext context) =>
        new(context.RequestServices.GetService<IStringLocalizer<WristbandTexts>>(), LanguageOf(context));

    /// <summary>The words of this name. The caller has made <see cref="Language"/> the current one.</summary>
    public string Say(string name, params object[] values)
    {
        var text = _application?[name] is { ResourceNotFound: false } theirs ? theirs.Value : Own.GetString(name, Language) ?? name;
        return values.Length == 0 ? text : string.Format(Language, text, values);
    }

    private static CultureInfo LanguageOf(HttpContext context)
    {
        if (context.Features.Get<IRequestCultureFeature>() is { } chosen) return chosen.RequestCulture.UICulture;
        var asked = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0]).FirstOrDefault(l => Languages.Contains(l, StringComparer.OrdinalIgnoreCase));
        try
        {
            return CultureInfo.GetCultureInfo(asked ?? Languages[0]);
        }
        catch (CultureNotFoundException)
        {
            // An application in invariant mode knows no languages.
            return CultureInfo.InvariantCulture;
        }
    }
}
