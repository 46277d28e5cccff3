using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.Platform.Http;

/// <summary>
/// An address that an application registered beforehand, with the tenant's name in its placeholder. Never made from a request.
/// </summary>
internal sealed record RegisteredUrl
{
    private const string Placeholder = "{tenant_name}";
    private const string OldPlaceholder = "{tenant_domain}";

    private RegisteredUrl(string value) => Value = value;

    public string Value { get; }

    /// <summary>Fills {tenant_name}, and its older spelling {tenant_domain}, in a registered address.</summary>
    public static RegisteredUrl Of(string registered, string tenantName) => new(registered
        .Replace(Placeholder, tenantName, StringComparison.Ordinal)
        .Replace(OldPlaceholder, tenantName, StringComparison.Ordinal));

    /// <summary>A registered address for no tenant: a placeholder in the host is left out with its dot, one elsewhere is empty.</summary>
    public static RegisteredUrl WithoutTenant(string registered) => new(registered
        .Replace(Placeholder + ".", "", StringComparison.Ordinal).Replace(OldPlaceholder + ".", "", StringComparison.Ordinal)
        .Replace(Placeholder, "", StringComparison.Ordinal).Replace(OldPlaceholder, "", StringComparison.Ordinal));

    /// <summary>An address of a host of this platform.</summary>
    public static RegisteredUrl OfHost(PublicOrigin origin, string hostName, string pathAndQuery) =>
        new(origin.At(hostName) + pathAndQuery);

    /// <summary>
    /// Whether an application may register it: https, or http on this machine, without fragment and user name. A placeholder stands for the
    /// left-most label of the host, or for a part of what comes after it.
    /// </summary>
    public static bool IsUsable(string text) =>
        text.Contains("://", StringComparison.Ordinal)
        && Uri.TryCreate(Of(text, "tenant").Value, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && IsThisMachine(url)))
        && url.Host.Length > 0 && url.UserInfo.Length == 0 && !text.Contains('#', StringComparison.Ordinal)
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\') && HasPlaceholderInPlace(text);

    /// <summary>Whether the address tells the tenant by itself, as "https://{tenant_name}.yourapp.io/login" does.</summary>
    public static bool HasPlaceholder(string registered) =>
        registered.Contains(Placeholder, StringComparison.Ordinal) || registered.Contains(OldPlaceholder, StringComparison.Ordinal);

    /// <summary>The same address with a query parameter more; nothing is added for an empty value.</summary>
    public RegisteredUrl With(string name, string? value) =>
        string.IsNullOrEmpty(value) ? this : new RegisteredUrl(QueryHelpers.AddQueryString(Value, name, value));

    private static bool IsThisMachine(Uri url) =>
        url.IsLoopback || url.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    // Elsewhere in the host, a tenant's name would choose whose host it is: "https://app.{tenant_name}", "https://{tenant_name}.com".
    private static bool HasPlaceholderInPlace(string text)
    {
        var host = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/', '?')[0];
        if (!HasPlaceholder(host)) return true;
        var labels = host.Split('.', 2);
        return labels is [Placeholder or OldPlaceholder, { Length: > 0 } rest] && !HasPlaceholder(rest) && IsOfSomebody(rest.Split(':')[0]);
    }

    private static bool IsOfSomebody(string host) =>
        host.TrimEnd('.').Contains('.', StringComparison.Ordinal) || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
