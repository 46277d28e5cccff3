using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Startup;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Configuration;

/// <summary>All that can be wrong with the settings, said at start and all at once (S-01).</summary>
internal sealed class OptionsValidation(
    IHostEnvironment environment, KeyRingChoice keyRing, OtherConfigurations others, StoreChoice stores, Mappings mappings)
    : IValidateOptions<WristbandOptions>
{
    public const string SecretProblem =
        "WB1005 ClientSecret is missing, shorter than 32 characters, or has characters other than A-Z a-z 0-9 - . _ ~. "
        + "Set CLIENT_SECRET, or 'Wristband:ClientSecret'; copy it without quotes and spaces.";

    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, WristbandOptions options)
    {
        var problems = Credentials(name ?? "", options)
            .Concat(Addresses(options))
            .Concat(Tenants(options))
            .Concat(Paths(options))
            .Concat(Sessions(options))
            .Concat(keyRing.Problems(name ?? "", options))
            .Concat(others.Problems(name ?? "", options))
            .Concat(stores.Problems(options))
            .Concat(Framework())
            .Select(problem => string.IsNullOrEmpty(name) ? problem : $"{problem} (In {OtherConfigurations.Called(name)}.)")
            .ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>An API that only validates access tokens has nobody to sign in, and so no secret to prove.</summary>
    private bool IsSecretNeeded(string name, WristbandOptions options) =>
        options.ClientSecret.Length > 0 || options.ClientId.Length == 0 || mappings.Contain(name);

    private IEnumerable<string> Credentials(string name, WristbandOptions options)
    {
        if (options.ApplicationVanityDomain.Length == 0)
            yield return "WB1001 ApplicationVanityDomain is missing. Set APPLICATION_VANITY_DOMAIN in the environment or in a .env file, "
                + "or 'Wristband:ApplicationVanityDomain'.";
        else if (!PlatformAddress.TryParse(options.ApplicationVanityDomain, environment.IsDevelopment(), out _, out var problem))
            yield return problem;
        if (options.ClientId.Length == 0 || !IsUnreserved(options.ClientId))
            yield return "WB1004 ClientId is missing or has characters that no client id has. Set CLIENT_ID, or 'Wristband:ClientId'.";
        if (IsSecretNeeded(name, options) && (options.ClientSecret.Length < ShortestSecret || !IsUnreserved(options.ClientSecret)))
            yield return SecretProblem;
        if (!options.Scopes.Contains("openid") || options.Scopes.Any(s => s.Length == 0 || s.Any(c => c is <= ' ' or > '~' or '"' or '\\')))
            yield return "WB1012 Scopes must contain 'openid', and no scope may contain spaces, quotes or backslashes. The defaults "
                + "are 'openid', 'offline_access' and 'email'; "
                + "options.Scopes.Add(\"roles\") adds to them.";
    }

    private IEnumerable<string> Addresses(WristbandOptions options)
    {
        if (!options.AutoConfigure && (options.LoginUrl is null || options.RedirectUri is null))
            yield return "WB1011 AutoConfigure is off, so LoginUrl and RedirectUri have to be set.";
        if (!options.AutoConfigure && options is { LoginUrl: { } login, RedirectUri: { } redirect })
        {
            var settings = new PlatformSettings
            {
                LoginUrl = login,
                RedirectUri = redirect,
                RootDomain = options.ParseTenantFromRootDomain,
                CustomApplicationLoginPageUrl = options.CustomApplicationLoginPageUrl,
            };
            foreach (var problem in SettingsRules.Problems(settings, environment.IsDevelopment())) yield return problem;
            yield break;
        }
        foreach (var (id, name, url) in new[] { ("WB1006", "LoginUrl", options.LoginUrl), ("WB1007", "RedirectUri", options.RedirectUri) })
        {
            if (url is not null && SettingsRules.AddressProblem(url, environment.IsDevelopment()) is { } problem)
                yield return $"{id} {name} {problem}";
        }
        if (options.CustomApplicationLoginPageUrl is { } page
            && SettingsRules.AddressProblem(page, environment.IsDevelopment(), placeholderAllowed: false) is { } custom)
            yield return $"WB1010 CustomApplicationLoginPageUrl {custom}";
        if (options.ParseTenantFromRootDomain is { } root && !(HostName.TryParse(root, out var host) && host.Port is null))
            yield return SettingsRules.RootDomainProblem;
    }

    private static IEnumerable<string> Tenants(WristbandOptions options)
    {
        if (options.DefaultTenantName is { } name && TenantName.Parse(name) is null)
            yield return "WB1013 DefaultTenantName must be one DNS label: letters, digits and inner hyphens, at most 63.";
        if (options.TenantCustomDomains.Append(options.DefaultTenantCustomDomain).OfType<string>().Any(d => !HostName.TryParse(d, out _)))
            yield return "WB1013 DefaultTenantCustomDomain and TenantCustomDomains must be bare hosts without 'https://', such as "
                + "'login.customer.com'.";
    }

    private static IEnumerable<string> Paths(WristbandOptions options)
    {
        if (!IsPath(options.DefaultReturnUrl)) yield return "WB1014 DefaultReturnUrl must be a path of this application, such as '/'.";
        if (!IsPath(options.AuthPath) || options.AuthPath.AsSpan().ContainsAny("{?#"))
            yield return "WB1014 AuthPath must be a plain path, such as '/api/auth'.";
        if (options.ProtectedPaths.Any(p => !IsPath(p))) yield return "WB1014 ProtectedPaths must hold plain paths, such as '/api'.";
        if (options.AllowedReturnOrigins.Concat(options.AllowedCsrfOrigins).Any(o => !IsOrigin(o)))
            yield return "WB1015 AllowedReturnOrigins and AllowedCsrfOrigins must hold origins with 'https://', such as "
                + "'https://www.yourapp.io', and without path.";
    }

    private static IEnumerable<string> Sessions(WristbandOptions options)
    {
        if (options.SessionLifetime <= TimeSpan.Zero || options.SessionLifetime > TimeSpan.FromHours(24)
            || options.SessionIdleTimeout <= TimeSpan.Zero || options.SessionIdleTimeout > options.SessionLifetime)
            yield return "WB1016 SessionIdleTimeout must be positive and at most SessionLifetime, which is at most 24 hours.";
        if (options.TokenExpirationBuffer < TimeSpan.Zero || options.TokenExpirationBuffer > TimeSpan.FromHours(1))
            yield return "WB1016 TokenExpirationBuffer must be between zero and one hour.";
        if (options.SessionSameSite is not (SameSiteMode.Lax or SameSiteMode.Strict))
            yield return "WB1017 SessionSameSite must be Lax or Strict; None would send the session with every other site's requests.";
    }

    private IEnumerable<string> Framework()
    {
        if (!environment.IsDevelopment() && FrameworkVersion.Problem(FrameworkVersion.Loaded) is { } problem) yield return problem;
    }

    private static bool IsPath(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && path.All(c => c is > ' ' and < '\u007f' and not '\\');

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0
            && origin.TrimEnd('/').Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    /// <summary>Official SDKs put these values unencoded into headers and bodies; so does a platform that serves them (S-90).</summary>
    private static bool IsUnreserved(string value) => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');
}
