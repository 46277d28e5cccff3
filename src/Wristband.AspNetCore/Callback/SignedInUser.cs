using System.Security.Claims;
using System.Text.Json;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;

namespace Wristband.AspNetCore.Callback;

/// <summary>The session's user, made from validated answers only. A fixed list of claims, because each one lives in the cookie.</summary>
internal static class SignedInUser
{
    private const int LongestValue = 512;

    private static readonly string[] Copied =
    [
        WristbandClaims.ApplicationId, WristbandClaims.IdentityProviderName, WristbandClaims.Name, WristbandClaims.GivenName,
        WristbandClaims.FamilyName, "nickname", "preferred_username", "picture", "zoneinfo", "locale", WristbandClaims.Email, "phone_number",
    ];

    private static readonly string[] CopiedFlags = ["email_verified", "phone_number_verified"];

    public static ClaimsIdentity Create(string scheme, JsonElement userInfo, string tenantId, string? tenantName, string? customDomain)
    {
        var nameType = userInfo.Text(WristbandClaims.Name) is null ? WristbandClaims.Email : WristbandClaims.Name;
        var identity = new ClaimsIdentity(scheme, nameType, WristbandClaims.Role);
        identity.AddClaim(new Claim(WristbandClaims.UserId, userInfo.Text("sub")!));
        identity.AddClaim(new Claim(WristbandClaims.TenantId, tenantId));
        if (tenantName is not null) identity.AddClaim(new Claim(WristbandClaims.TenantName, tenantName));
        if (customDomain is not null) identity.AddClaim(new Claim(WristbandClaims.TenantCustomDomain, customDomain));
        foreach (var type in Copied)
        {
            if (userInfo.Text(type) is { Length: <= LongestValue } value) identity.AddClaim(new Claim(type, value));
        }
        foreach (var type in CopiedFlags)
        {
            if (userInfo.Flag(type) is { } flag) identity.AddClaim(new Claim(type, flag ? "true" : "false", ClaimValueTypes.Boolean));
        }
        foreach (var role in Roles(userInfo)) identity.AddClaim(role.ToClaim());
        return identity;
    }

    /// <summary>Objects with either spelling of the display name, as platforms send them; bare names as well.</summary>
    private static IEnumerable<RoleBody> Roles(JsonElement userInfo)
    {
        if (!userInfo.TryGetProperty("roles", out var roles) || roles.ValueKind != JsonValueKind.Array) yield break;
        foreach (var role in roles.EnumerateArray())
        {
            if (role.ValueKind == JsonValueKind.String && role.GetString() is { Length: > 0 } bare) yield return new RoleBody(null, bare, null);
            if (role.ValueKind != JsonValueKind.Object || role.Text("name") is not { } name) continue;
            yield return new RoleBody(role.Text("id"), name, role.Text("display_name") ?? role.Text("displayName"));
        }
    }
}
