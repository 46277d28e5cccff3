using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.Platform.Web;

/// <summary>An address that an application registered beforehand, with the tenant's name in its placeholder. Never made from a request.</summary>
internal sealed record RegisteredUrl
{
    private RegisteredUrl(string value) => Value = value;

    public string Value { get; }

    /// <summary>Fills {tenant_name}, and its older spelling {tenant_domain}, in a registered address.</summary>
    public static RegisteredUrl Of(string registered, string tenantName) => new(registered
        .Replace("{tenant_name}", tenantName, StringComparison.Ordinal)
        .Replace("{tenant_domain}", tenantName, StringComparison.Ordinal));

    /// <summary>The same address with a query parameter more; nothing is added for an empty value.</summary>
    public RegisteredUrl With(string name, string? value) =>
        string.IsNullOrEmpty(value) ? this : new RegisteredUrl(QueryHelpers.AddQueryString(Value, name, value));
}
