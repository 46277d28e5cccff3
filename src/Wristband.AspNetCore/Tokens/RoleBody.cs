using System.Security.Claims;
using System.Text.Json.Serialization;

namespace Wristband.AspNetCore.Tokens;

/// <summary>A role as the session keeps it: its name is the claim's value, the rest lies beside it.</summary>
internal sealed record RoleBody(
    [property: JsonPropertyName("id")] string? Id, [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("displayName")] string? DisplayName)
{
    private const string IdProperty = "id";
    private const string DisplayNameProperty = "display_name";

    public static RoleBody From(Claim claim) =>
        new(Property(claim, IdProperty), claim.Value, Property(claim, DisplayNameProperty));

    private static string? Property(Claim claim, string name) => claim.Properties.TryGetValue(name, out var value) ? value : null;

    public Claim ToClaim(string issuer)
    {
        var claim = new Claim(WristbandClaims.Role, Name, ClaimValueTypes.String, issuer);
        if (Id is not null) claim.Properties[IdProperty] = Id;
        if (DisplayName is not null) claim.Properties[DisplayNameProperty] = DisplayName;
        return claim;
    }
}
