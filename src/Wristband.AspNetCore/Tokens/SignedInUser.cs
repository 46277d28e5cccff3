using System.Security.Claims;
using System.Text.Json;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// The session's user, made from validated answers only. A fixed list of claims, because each one lives in the cookie. What the platform
/// says of a user carries it as issuer, so that a refresh renews just that and leaves the application's own claims alone (X-A2).
/// </summary>
internal static class SignedInUser
{
    public const string Issuer = "wristband";

    private const int LongestValue = 512;

    private static readonly string[] Copied =
    [
        WristbandClaims.ApplicationId, WristbandClaims.IdentityProviderName, WristbandClaims.TenantDisplayName, WristbandClaims.Name,
        WristbandClaims.GivenName, WristbandClaims.FamilyName, "nickname", "preferred_username", "picture", "zoneinfo", "locale",
        WristbandClaims.Email, "phone_number",
    ];

    private static readonly string[] CopiedFlags = ["email_verified", "phone_number_verified"];

    public static ClaimsIdentity Create(string scheme, JsonElement userInfo, string tenantId, string? tenantName, string? customDomain)
    {
        var identity = new ClaimsIdentity(scheme, NameType(userInfo), WristbandClaims.Role);
        identity.AddClaim(new Claim(WristbandClaims.UserId, userInfo.Text("sub")!));
        identity.AddClaim(new Claim(WristbandClaims.TenantId, tenantId));
        if (tenantName is not null) identity.AddClaim(new Claim(WristbandClaims.TenantName, tenantName));
        if (customDomain is not null) identity.AddClaim(new Claim(WristbandClaims.TenantCustomDomain, customDomain));
        identity.AddClaims(Claims(userInfo));
        return identity;
    }

    /// <summary>The same user as the platform describes him now.</summary>
    /// <param name="user">The session's user; stays as it is.</param>
    /// <param name="userInfo">What the platform says.</param>
    /// <param name="leftOut">Types of claims that the application took out at login.</param>
    public static ClaimsPrincipal Renew(ClaimsPrincipal user, JsonElement userInfo, IReadOnlyCollection<string> leftOut) =>
        new(user.Identities.Select((identity, n) => n == 0 ? Renew(identity, userInfo, leftOut) : identity.Clone()));

    /// <summary>Types of claims that the platform gave.</summary>
    public static IReadOnlyCollection<string> Given(ClaimsIdentity identity) =>
        identity.Claims.Where(IsPlatforms).Select(c => c.Type).ToHashSet(StringComparer.Ordinal);

    private static ClaimsIdentity Renew(ClaimsIdentity from, JsonElement userInfo, IReadOnlyCollection<string> leftOut)
    {
        var nameType = from.NameClaimType is WristbandClaims.Name or WristbandClaims.Email ? NameType(userInfo) : from.NameClaimType;
        var identity = new ClaimsIdentity(from.AuthenticationType, nameType, from.RoleClaimType) { Actor = from.Actor, Label = from.Label };
        // Sessions of before did not say who said what.
        var isMarked = from.Claims.Any(IsPlatforms);
        identity.AddClaims(from.Claims.Where(c => isMarked ? !IsPlatforms(c) : !MayBePlatforms(c)).Select(c => c.Clone(identity)));
        identity.AddClaims(Claims(userInfo).Where(c => !leftOut.Contains(c.Type)));
        return identity;
    }

    private static bool IsPlatforms(Claim claim) => claim.Issuer == Issuer;

    private static bool MayBePlatforms(Claim claim) =>
        claim.Type == WristbandClaims.Role || Copied.Contains(claim.Type) || CopiedFlags.Contains(claim.Type);

    private static string NameType(JsonElement userInfo) =>
        userInfo.Text(WristbandClaims.Name) is null ? WristbandClaims.Email : WristbandClaims.Name;

    private static IEnumerable<Claim> Claims(JsonElement userInfo)
    {
        foreach (var type in Copied)
        {
            if (userInfo.Text(type) is { Length: <= LongestValue } value)
                yield return new Claim(type, value, ClaimValueTypes.String, Issuer);
        }
        foreach (var type in CopiedFlags)
        {
            if (userInfo.Flag(type) is { } flag) yield return new Claim(type, flag ? "true" : "false", ClaimValueTypes.Boolean, Issuer);
        }
        foreach (var role in Roles(userInfo)) yield return role.ToClaim(Issuer);
    }

    /// <summary>Objects with either spelling of the display name, as platforms send them; bare names as well.</summary>
    private static IEnumerable<RoleBody> Roles(JsonElement userInfo)
    {
        if (!userInfo.TryGetProperty("roles", out var roles) || roles.ValueKind != JsonValueKind.Array) yield break;
        foreach (var role in roles.EnumerateArray())
        {
            if (role.ValueKind == JsonValueKind.String && role.GetString() is { Length: > 0 } bare)
                yield return new RoleBody(null, bare, null);
            if (role.ValueKind != JsonValueKind.Object || role.Text("name") is not { } name) continue;
            yield return new RoleBody(role.Text("id"), name, role.Text("display_name") ?? role.Text("displayName"));
        }
    }
}
