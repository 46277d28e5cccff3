namespace Wristband.Platform.Web;

/// <summary>
/// {tenant_name}, and its older spelling {tenant_domain}, in URLs that an application registered. Registered and compared as
/// written; filled in only when a browser is sent there, and only with the tenant of the request.
/// </summary>
internal static class TenantPlaceholder
{
    private const string Name = "{tenant_name}";
    private const string OldName = "{tenant_domain}";

    public static bool IsIn(string url) => url.Contains(Name, StringComparison.Ordinal) || url.Contains(OldName, StringComparison.Ordinal);

    public static string Expand(string url, string tenantName) =>
        url.Replace(Name, tenantName, StringComparison.Ordinal).Replace(OldName, tenantName, StringComparison.Ordinal);

    /// <summary>"yourapp.io" for "https://{tenant_name}.yourapp.io:8443/login": what SDKs strip from a host to learn the tenant.</summary>
    public static string? DomainSuffix(string url) =>
        IsIn(url) && Uri.TryCreate(Expand(url, "tenant"), UriKind.Absolute, out var uri) && uri.Host.StartsWith("tenant.", StringComparison.Ordinal)
            ? uri.Host["tenant.".Length..]
            : null;
}
