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

    /// <summary>Whether the address tells the tenant by itself, as "https://{tenant_name}.yourapp.io/login" does.</summary>
    public static bool HasPlaceholder(string registered) =>
        registered.Contains(Placeholder, StringComparison.Ordinal) || registered.Contains(OldPlaceholder, StringComparison.Ordinal);

    /// <summary>The same address with a query parameter more; nothing is added for an empty value.</summary>
    public RegisteredUrl With(string name, string? value) =>
        string.IsNullOrEmpty(value) ? this : new RegisteredUrl(QueryHelpers.AddQueryString(Value, name, value));
}
