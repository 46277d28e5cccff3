using System.Collections.Frozen;
using System.Security.Claims;

namespace Wristband.AspNetCore.Session.Format;

/// <summary>
/// What most sessions say, by its place in this list. Cookies that are out refer to the places, so a change to the list is a new version of
/// <see cref="SessionFormat"/>.
/// </summary>
internal static class CommonWords
{
    private static readonly string[] Words =
    [
        "", ClaimValueTypes.String, ClaimValueTypes.Boolean, ClaimsIdentity.DefaultIssuer, "true", "false", "True",
        ".issued", ".expires", ".persistent", ".TokenNames", "access_token;refresh_token;expires_at", "access_token;expires_at",
        ".Token.access_token", ".Token.refresh_token", ".Token.expires_at",
        "wb.id", "wb.created", "wb.sid", "wb.generation", "wb.csrf", "wb.due",
        WristbandDefaults.SessionScheme, ClaimsIdentity.DefaultNameClaimType, ClaimsIdentity.DefaultRoleClaimType,
        WristbandClaims.UserId, WristbandClaims.TenantId, WristbandClaims.TenantName, WristbandClaims.TenantCustomDomain,
        WristbandClaims.ApplicationId, WristbandClaims.IdentityProviderName, WristbandClaims.Role, WristbandClaims.Email,
        WristbandClaims.Name, WristbandClaims.GivenName, WristbandClaims.FamilyName,
        "nickname", "preferred_username", "picture", "zoneinfo", "locale", "phone_number", "email_verified", "phone_number_verified",
        "wristband", "id", "display_name",
    ];

    private static readonly FrozenDictionary<string, int> Places = Words
        .Select((word, n) => (word, n)).ToFrozenDictionary(w => w.word, w => w.n + 1);

    /// <summary>Nothing is the first of them; -1 for a text that has no place.</summary>
    public static int PlaceOf(string? text) => text is null ? 0 : Places.GetValueOrDefault(text, -1);

    public static string? At(int place) => place == 0 ? null : Words[place - 1];
}
