namespace Wristband.AspNetCore.Tenancy;

/// <summary>How this application is set up at the platform: manual values where given, the platform's own answer for the rest.</summary>
internal sealed record PlatformSettings
{
    /// <summary>The callback address as registered, with its placeholder unexpanded: both sides compare it byte by byte.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The login address, placeholder unexpanded.</summary>
    public required string LoginUrl { get; init; }

    /// <summary>The domain below which tenants have subdomains of this application; null when the query names the tenant.</summary>
    public string? RootDomain { get; init; }

    public bool IsApplicationCustomDomainActive { get; init; }

    public string? CustomApplicationLoginPageUrl { get; init; }

    /// <summary>Whether an authorization request without tenant may go to the application's own host.</summary>
    public bool ApplicationAuthorizationRequestsEnabled { get; init; }

    /// <summary>
    /// Where the login of this tenant begins, given that it ends at <see cref="RedirectUri"/>; null when that host depends on a tenant
    /// that nobody knows yet, or when login and redirect URL are on different hosts.
    /// </summary>
    public Uri? LoginUrlFor(TenantName? tenant)
    {
        var (login, callback) = (Concrete(LoginUrl, tenant), Concrete(RedirectUri, tenant));
        return login is not null && callback is not null && login.Authority == callback.Authority ? login : null;
    }

    private static Uri? Concrete(string url, TenantName? tenant)
    {
        if (!SettingsRules.HasPlaceholder(url)) return new Uri(url);
        return tenant is { } name ? new Uri(SettingsRules.WithTenant(url, name.Value)) : null;
    }
}
