using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Wristband.TestSupport;

/// <summary>
/// A language for tests: every text that comes from a resource is made of letters with marks and is 40 % longer. What still has plain
/// letters does not come from a resource, and what breaks cannot be translated.
/// </summary>
public static partial class PseudoLanguage
{
    public const string Name = "qps-ploc";
    private const string Plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Marked = "áƀçđéƒĝĥíĵķłɱñóþɋŕšŧúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶŁṀÑÓÞɊŔŠŦÚṼŴẊÝŽ";

    public static void AddPseudoLanguage(this IServiceCollection services)
    {
        services.PostConfigure<RequestLocalizationOptions>(options => options.SupportedUICultures!.Add(CultureInfo.GetCultureInfo(Name)));
        services.Replace(ServiceDescriptor.Singleton<IStringLocalizerFactory>(p => new Factory(new ResourceManagerStringLocalizerFactory(
            p.GetRequiredService<IOptions<LocalizationOptions>>(), p.GetRequiredService<ILoggerFactory>()))));
    }

    /// <summary>Whether a language tag names this one; tags are compared without case (RFC 5646, 2.1.1).</summary>
    public static bool IsName(string? tag) => string.Equals(tag, Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text in this language. Placeholders and markup stay.</summary>
    public static string Of(string text)
    {
        var marked = new StringBuilder();
        var letters = 0;
        foreach (var part in Parts().Matches(text).Select(m => m.Value))
        {
            var isKept = part[0] is '{' or '<';
            if (!isKept) letters += part.Length;
            marked.Append(isKept ? part : string.Concat(part.Select(c => Plain.IndexOf(c) is >= 0 and var i ? Marked[i] : c)));
        }
        return marked.Append('·', letters * 2 / 5).ToString();
    }

    [GeneratedRegex(@"\{\d+\}|<[^>]*>|[^{<]+")]
    private static partial Regex Parts();

    private sealed class Factory(IStringLocalizerFactory inner) : IStringLocalizerFactory
    {
        public IStringLocalizer Create(Type resourceSource) => new Localizer(inner.Create(resourceSource));

        public IStringLocalizer Create(string baseName, string location) => new Localizer(inner.Create(baseName, location));
    }

    private sealed class Localizer(IStringLocalizer inner) : IStringLocalizer
    {
        public LocalizedString this[string name] => Marked(inner[name]);

        public LocalizedString this[string name, params object[] arguments] =>
            new(name, string.Format(CultureInfo.CurrentCulture, Marked(inner[name]).Value, arguments));

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            inner.GetAllStrings(includeParentCultures).Select(Marked);

        private static LocalizedString Marked(LocalizedString text) =>
            IsName(CultureInfo.CurrentUICulture.Name) ? new LocalizedString(text.Name, Of(text.Value), text.ResourceNotFound) : text;
    }
}
