using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>The rules for addresses, the same for values from configuration and from the platform (S-02, S-03).</summary>
internal static class SettingsRules
{
    public const string RootDomainProblem =
        "WB1009 ParseTenantFromRootDomain must be a bare domain without 'https://' and without port, such as 'yourapp.io'.";

    private static readonly string[] Placeholders = ["{tenant_name}", "{tenant_domain}"];

    /// <summary>Everything that is wrong with these settings; empty when they can be used.</summary>
    public static IEnumerable<string> Problems(PlatformSettings settings, bool development)
    {
        if (AddressProblem(settings.LoginUrl, development) is { } login) yield return $"WB1006 LoginUrl {login}";
        if (AddressProblem(settings.RedirectUri, development) is { } redirect) yield return $"WB1007 RedirectUri {redirect}";
        foreach (var problem in PlaceholderProblems(settings)) yield return problem;
        if (settings.RootDomain is { } root && !IsRootDomain(root))
            yield return RootDomainProblem;
        if (settings.CustomApplicationLoginPageUrl is { } page
            && AddressProblem(page, development, placeholderAllowed: false) is { } custom)
            yield return $"WB1010 CustomApplicationLoginPageUrl {custom}";
    }

    public static bool HasPlaceholder(string url) => Placeholders.Any(p => url.Contains(p, StringComparison.Ordinal));

    public static string WithTenant(string url, string tenant) =>
        Placeholders.Aggregate(url, (text, placeholder) => text.Replace(placeholder, tenant, StringComparison.Ordinal));

    private static IEnumerable<string> PlaceholderProblems(PlatformSettings settings)
    {
        foreach (var (name, url) in new[] { ("LoginUrl", settings.LoginUrl), ("RedirectUri", settings.RedirectUri) })
        {
            if (settings.RootDomain is not null && !HasPlaceholder(url))
                yield return $"WB1008 {name} must start with '{{tenant_name}}.' because tenants are parsed from subdomains of a root "
                    + "domain.";
            if (settings.RootDomain is null && HasPlaceholder(url))
                yield return $"WB1008 {name} contains '{{tenant_name}}' but ParseTenantFromRootDomain is not set. Set it, or remove "
                    + "the placeholder.";
        }
    }

    private static bool IsRootDomain(string root) => HostName.TryParse(root, out var host) && host.Port is null;

    /// <summary>
    /// Absolute, plain ASCII, https (http on this machine in Development), no fragment, no user; a placeholder only as the whole first
    /// label.
    /// </summary>
    internal static string? AddressProblem(string url, bool development, bool placeholderAllowed = true)
    {
        // Also keeps line breaks and characters that reverse the text out of the log (G-13).
        if (url.Any(c => c is <= ' ' or > '~')) return "must be written in plain ASCII, with everything else percent-encoded.";
        var concrete = url;
        foreach (var placeholder in placeholderAllowed ? Placeholders : [])
        {
            concrete = concrete.Replace($"://{placeholder}.", "://tenant.", StringComparison.Ordinal);
        }
        var isComplete = concrete.Contains("://", StringComparison.Ordinal) && !concrete.Contains('{', StringComparison.Ordinal);
        if (!isComplete || !Uri.TryCreate(concrete, UriKind.Absolute, out var uri))
            return "must be an absolute URL that begins with 'https://'; '{tenant_name}' may only stand as the complete first label "
                + "of its host.";
        if (uri.Fragment.Length > 0 || uri.UserInfo.Length > 0 || concrete.Contains('#', StringComparison.Ordinal))
            return "must have neither fragment nor user name.";
        if (!HostName.TryParse(uri.Authority, out var host)) return "must name a plain DNS host.";
        if (uri.Scheme == "https" || (uri.Scheme == "http" && development && LoopbackNames.Contains(host.Host))) return null;
        return "must use https; http is accepted in Development for this machine's own names only.";
    }
}
