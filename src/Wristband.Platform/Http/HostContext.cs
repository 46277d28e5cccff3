namespace Wristband.Platform.Http;

/// <summary>What a host name stands for.</summary>
internal enum HostKind
{
    /// <summary>An application's vanity host: discovery, signup and the server-to-server endpoints.</summary>
    Application,

    /// <summary>A tenant's own host: login, and everything that reads the tenant's session cookie.</summary>
    Tenant,

    /// <summary>The mailbox of a development installation.</summary>
    Mailbox,
}

/// <summary>The application behind a host, as far as pages and protocol need it on every request.</summary>
internal sealed record ApplicationInfo(string Id, string Name, string DisplayName, string HostName, bool SignupEnabled)
{
    /// <summary>Origins whose scripts may read what this application's endpoints answer.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public string? LogoUrl { get; init; }

    /// <summary>Whether it is for trying out: pages say so, so that nobody takes it for the real one.</summary>
    public bool IsForDevelopment { get; init; }
}

/// <summary>The tenant behind a host, as far as pages and protocol need it on every request.</summary>
internal sealed record TenantInfo(
    string Id, string Name, string DisplayName, string HostName, string? BrandColor, string? LogoUrl, bool SignupEnabled)
{
    /// <summary>The tenant's own domain, without port, when it has one.</summary>
    public string? CustomDomain { get; init; }
}

/// <summary>
/// Who a request is for. Decided once, from the whole Host header by exact lookup (P-01), before anything else runs;
/// nothing later in the request may choose another tenant.
/// </summary>
internal sealed record HostContext(HostKind Kind, PublicOrigin Origin, ApplicationInfo? Application, TenantInfo? Tenant)
{
    /// <summary>The application of an application or tenant host.</summary>
    public ApplicationInfo RequiredApplication =>
        Application ?? throw new InvalidOperationException("This host belongs to no application.");

    /// <summary>The tenant of a tenant host.</summary>
    public TenantInfo RequiredTenant => Tenant ?? throw new InvalidOperationException("This host belongs to no tenant.");

    /// <summary>
    /// "https://{application vanity domain}", no trailing slash: the issuer of every token and the base of the server-to-server endpoints.
    /// </summary>
    public string Issuer => Origin.At(RequiredApplication.HostName);

    /// <summary>The application's vanity domain as SDKs are configured with it, port included.</summary>
    public string ApplicationVanityDomain => Origin.AuthorityOf(RequiredApplication.HostName);

    /// <summary>"https://{tenant vanity domain}", no trailing slash.</summary>
    public string TenantBase => Origin.At(RequiredTenant.HostName);
}

/// <summary>Reads the host context that the resolution middleware stored.</summary>
internal static class HostContextExtensions
{
    public static HostContext GetHost(this HttpContext context) =>
        context.Features.Get<HostContext>() ?? throw new InvalidOperationException("The host of this request was not resolved.");

    public static HostContext? FindHost(this HttpContext context) => context.Features.Get<HostContext>();
}
