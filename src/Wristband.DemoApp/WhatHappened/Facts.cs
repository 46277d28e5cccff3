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
    [
        "tenant_name", "tenant_domain", "tenant_custom_domain", "client_id", "response_type", "redirect_uri", "scope",
        "code_challenge_method", "idp_hint", "iss", "restart", "error",
    ];

    private static readonly HashSet<string> Claims =
    [
        WristbandClaims.UserId, WristbandClaims.TenantId, WristbandClaims.TenantName, WristbandClaims.TenantDisplayName,
        WristbandClaims.TenantCustomDomain, WristbandClaims.ApplicationId, WristbandClaims.IdentityProviderName, WristbandClaims.Email,
        WristbandClaims.Name, WristbandClaims.GivenName, WristbandClaims.FamilyName, WristbandClaims.Role, "email_verified", "demo_group",
        "signed_in_at",
    ];

    public static IEnumerable<Fact> OfQuery(string? query) =>
        from parameter in QueryHelpers.ParseQuery(query)
        select new Fact(Fact.Parameter, parameter.Key, Parameters.Contains(parameter.Key) ? parameter.Value.ToString() : null);

    public static IEnumerable<Fact> OfClaims(ClaimsIdentity identity) =>
        from claim in identity.Claims
        select new Fact(Fact.Claim, claim.Type, Claims.Contains(claim.Type) ? claim.Value : null);

    public static IEnumerable<Fact> OfCookies(HttpResponse response, DateTimeOffset now)
    {
        if (!SetCookieHeaderValue.TryParseList([.. response.Headers.SetCookie.OfType<string>()], out var cookies)) yield break;
        foreach (var cookie in cookies)
        {
            var removed = cookie.Expires <= now || cookie.MaxAge <= TimeSpan.Zero;
            yield return new Fact(Fact.Cookie, NameOf(cookie), removed ? Fact.Removed : Attributes(cookie, now));
        }
    }

    // In Development the client's id stands in front of the name, and behind a login's cookie stands which of several it is.
    private static string NameOf(SetCookieHeaderValue cookie)
    {
        var parts = cookie.Name.ToString().Split('.');
        return parts.FirstOrDefault(IsKnown) ?? parts[0];
    }

    private static bool IsKnown(string part) =>
        part.EndsWith("session", StringComparison.Ordinal) || part.EndsWith("login", StringComparison.Ordinal);

    private static string Attributes(SetCookieHeaderValue cookie, DateTimeOffset now) => new SetCookieHeaderValue("-")
    {
        HttpOnly = cookie.HttpOnly,
        Secure = cookie.Secure,
        SameSite = cookie.SameSite,
        MaxAge = cookie.MaxAge ?? cookie.Expires - now,
    }.ToString();
}
