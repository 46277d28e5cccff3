using System.Net;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>The userinfo endpoint: what the scopes of the grant open, and nothing else.</summary>
internal static class UserInfoEndpoint
{
    public static HttpResponseMessage Answer(PlatformStandIn standIn, HttpRequestMessage request) =>
        request.Headers.Authorization is { Scheme: "Bearer", Parameter: { } token }
            && standIn.Platform.Grants.OfAccessToken(token) is { } grant
            ? StandInHandler.Answer(HttpStatusCode.OK, Claims(grant))
            : StandInHandler.Answer(HttpStatusCode.Unauthorized, new() { ["error"] = "invalid_token" });

    private static Dictionary<string, object?> Claims(Grant grant)
    {
        var user = grant.User;
        var claims = new Dictionary<string, object?>
        {
            ["sub"] = user.Id,
            ["tnt_id"] = user.TenantId,
            ["tnt_name"] = user.Tenant,
            ["app_id"] = PlatformStandIn.ApplicationId,
            ["app_name"] = PlatformStandIn.ApplicationId,
            ["idp_name"] = user.IdentityProvider,
            ["tenant_display_name"] = user.TenantDisplayName,
        };
        if (grant.Scopes.Contains("email"))
        {
            claims["email"] = user.Email;
            claims["email_verified"] = user.EmailVerified;
        }
        if (grant.Scopes.Contains("profile"))
        {
            claims["name"] = $"{user.GivenName} {user.FamilyName}";
            claims["given_name"] = user.GivenName;
            claims["family_name"] = user.FamilyName;
        }
        if (grant.Scopes.Contains("roles")) claims["roles"] = user.Roles.Select(Role).ToList();
        return claims;
    }

    private static Dictionary<string, string> Role(string name) => new()
    {
        ["id"] = "id-of-" + name.Replace(':', '-'),
        ["name"] = name,
        ["display_name"] = name.Split(':')[^1],
        ["displayName"] = name.Split(':')[^1],
    };
}
