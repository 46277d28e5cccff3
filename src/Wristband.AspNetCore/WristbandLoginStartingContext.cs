using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore;

/// <summary>A login that is about to leave for the platform.</summary>
public sealed class WristbandLoginStartingContext
{
    internal WristbandLoginStartingContext(HttpContext httpContext, string? tenantName, string? returnUrl)
    {
        HttpContext = httpContext;
        TenantName = tenantName;
        ReturnUrl = returnUrl;
    }

    /// <summary>The login request. Its query is what somebody sent: check what you take from it.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>The tenant that the login is for, one DNS label; null when the platform has to ask, or for a tenant's own domain.</summary>
    public string? TenantName { get; }

    /// <summary>Where the browser is to go after the login, already validated; null for the default.</summary>
    public string? ReturnUrl { get; }

    /// <summary>
    /// What the application wants to know again in <see cref="WristbandEvents.OnSignedIn"/>. It travels encrypted in the cookie of this
    /// login, never in an address.
    /// </summary>
    /// <value>
    /// Empty. At most 500 characters, keys and values together; with more, the login goes on without any (WB1215 in the log).
    /// </value>
    public IDictionary<string, string> CustomState { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The languages in which the platform is asked to speak, best first: tags such as <c>de</c> or <c>pt-BR</c>, separated by spaces
    /// (<c>ui_locales</c>). What is longer than 100 characters or no tag is not sent.
    /// </summary>
    /// <value>
    /// What the link to the login asks for with <c>ui_locales</c>, else what <c>UseRequestLocalization()</c> found for this person, else
    /// <see langword="null"/>: then the platform goes by the browser.
    /// </value>
    public string? UiLocales { get; set; }
}
