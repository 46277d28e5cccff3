using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.WhatHappened;

/// <summary>
/// Reads what may be shown. Values are kept only for names on these lists; of everything else (codes, states, nonces, cookies) the
/// name is kept and the value never read into the record.
/// </summary>
internal static class Facts
{
    private static readonly HashSet<string> Parameters =
        ["tenant_name", "tenant_domain", "tenant_custom_domain", "client_id", "response_type", "redirect_uri", "scope", "code_challenge_method", "idp_hint", "iss", "restart", "error"];

    private static readonly HashSet<string> Claims =
    [
        WristbandClaims.UserId, WristbandClaims.TenantId, WristbandClaims.TenantName, WristbandClaims.TenantCustomDomain, WristbandClaims.ApplicationId,
        WristbandClaims.IdentityProviderName, WristbandClaims.Email, WristbandClaims.Name, WristbandClaims.GivenName, WristbandClaims.FamilyName, WristbandClaims.Role,
        "email_verified", "demo_group", "signed_in_at",
    ];

    public static IEnumerable<Fact> OfQuery(string? query) =>
        from parameter in QueryHelpers.ParseQuery(query)
        select new Fact("parameter", parameter.Key, Parameters.Contains(parameter.Key) ? parameter.Value.ToString() : null);

    public static IEnumerable<Fact> OfClaims(ClaimsIdentity identity) =>
        from claim in identity.Claims
        select new Fact("claim", claim.Type, Claims.Contains(claim.Type) ? claim.Value : null);

    public static IEnumerable<Fact> OfCookies(HttpResponse response, DateTimeOffset now)
    {
        if (!SetCookieHeaderValue.TryParseList([.. response.Headers.SetCookie.OfType<string>()], out var cookies)) yield break;
        foreach (var cookie in cookies)
        {
            var removed = cookie.Expires <= now || cookie.MaxAge <= TimeSpan.Zero;
            yield return new Fact("cookie", NameOf(cookie), removed ? "removed" : $"set: {Attributes(cookie)}");
        }
    }

    // In Development the client's id stands in front of the name, and behind a login's cookie stands which of several it is.
    private static string NameOf(SetCookieHeaderValue cookie)
    {
        var parts = cookie.Name.ToString().Split('.');
        return parts.FirstOrDefault(part => part.EndsWith("session", StringComparison.Ordinal) || part.EndsWith("login", StringComparison.Ordinal))
            ?? parts[0];
    }

    private static string Attributes(SetCookieHeaderValue cookie) => string.Join(", ", new[]
    {
        cookie.HttpOnly ? "no script can read it" : "scripts can read it",
        cookie.Secure ? "https only" : "http too",
        $"SameSite={cookie.SameSite}",
        cookie.MaxAge is { } age ? $"kept for {(age.TotalDays < 1 ? $"{age.TotalMinutes:0} min" : $"{age.TotalDays:0} days")}" : cookie.Expires is { } end ? $"kept until {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "gone with the browser",
    });
}
