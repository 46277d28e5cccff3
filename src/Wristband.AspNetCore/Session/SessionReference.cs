using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// What the cookie holds of a session that is kept in the application's cache: which one, since when, and the tenant whose login
/// leads to the next one. The rest, tokens and all other claims, never travels.
/// </summary>
internal sealed record SessionReference(string Id, DateTimeOffset Created, DateTimeOffset Issued)
{
    private static readonly string[] KeptItems = [SessionTicket.IdKey, SessionTicket.CreatedKey, SessionHost.Key];
    private static readonly string[] KeptClaims = [WristbandClaims.TenantName, WristbandClaims.TenantCustomDomain];

    public static SessionReference? Read(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(SessionTicket.IdKey, out var id) && id is not null
        && properties.Items.TryGetValue(SessionTicket.CreatedKey, out var created)
        && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && properties.IssuedUtc is { } issued
            ? new SessionReference(id, DateTimeOffset.FromUnixTimeSeconds(seconds), issued)
            : null;

    /// <summary>The little that goes into the cookie.</summary>
    public static AuthenticationTicket Shorten(AuthenticationTicket whole)
    {
        var from = whole.Properties;
        var properties =
            new AuthenticationProperties { IsPersistent = from.IsPersistent, IssuedUtc = from.IssuedUtc, ExpiresUtc = from.ExpiresUtc };
        foreach (var key in KeptItems)
        {
            if (from.Items.TryGetValue(key, out var value)) properties.Items[key] = value;
        }
        var claims = KeptClaims.Select(whole.Principal.FindFirst).OfType<Claim>().Select(c => new Claim(c.Type, c.Value));
        return new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, whole.AuthenticationScheme)), properties,
            whole.AuthenticationScheme);
    }

    /// <summary>Adds what the cache holds. The cookie's own times stay: they say when this browser was here last.</summary>
    public static void Complete(AuthenticationProperties reference, AuthenticationProperties stored)
    {
        foreach (var (key, value) in stored.Items) reference.Items.TryAdd(key, value);
    }
}

/// <summary>
/// Seals references in place of whole sessions, under a purpose of its own, so that neither kind of cookie is taken for the other.
/// </summary>
internal sealed class SessionReferenceFormat(ISecureDataFormat<AuthenticationTicket> sealing) : ISecureDataFormat<AuthenticationTicket>
{
    public string Protect(AuthenticationTicket data) => Protect(data, null);

    public string Protect(AuthenticationTicket data, string? purpose) => sealing.Protect(SessionReference.Shorten(data), purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => sealing.Unprotect(protectedText, purpose);
}
