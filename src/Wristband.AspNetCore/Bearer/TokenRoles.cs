using System.Security.Claims;
using System.Text;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.Bearer;

/// <summary>Roles of an access token, as a session has them: the name is the claim, so that <c>IsInRole</c> finds it.</summary>
internal static class TokenRoles
{
    public static void Map(ClaimsIdentity identity)
    {
        // The framework makes a claim of each, and of an object its JSON.
        foreach (var claim in identity.FindAll(c => c.Type == WristbandClaims.Role && c.Value.StartsWith('{')).ToArray())
        {
            identity.RemoveClaim(claim);
            if (ForeignJson.Object(Encoding.UTF8.GetBytes(claim.Value)) is not { } role || role.Text("name") is not { } name) continue;
            var body = new RoleBody(role.Text("id"), name, role.Text("display_name") ?? role.Text("displayName"));
            identity.AddClaim(body.ToClaim(claim.Issuer));
        }
    }
}
