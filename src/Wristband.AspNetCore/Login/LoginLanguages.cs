using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Login;

/// <summary>The languages in which the platform is asked to speak (OpenID Connect Core 3.1.2.1).</summary>
internal static partial class LoginLanguages
{
    public const string Parameter = "ui_locales";
    private const int Longest = 100;

    /// <summary>
    /// What the link asks for, else what the application speaks with this person. The language that an application falls back to is
    /// nobody's wish: null, and the platform goes by the browser.
    /// </summary>
    public static string? Of(HttpContext context)
    {
        if (Usable(context.Request.Parameter(Parameter)) is { } asked) return asked;
        return context.Features.Get<IRequestCultureFeature>() is { Provider: not null } chosen
            ? Usable(chosen.RequestCulture.UICulture.Name)
            : null;
    }

    /// <summary>The tags, or null when they are none: some of them may be what a visitor sent.</summary>
    public static string? Usable(string? tags) => tags is { Length: <= Longest } && Tags().IsMatch(tags) ? tags : null;

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*( [A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)*\z")]
    private static partial Regex Tags();
}
