using System.Text.Json;
using Wristband.Platform.OAuth.Storage;

namespace Wristband.Platform.OAuth.Token;

/// <summary>The claims that scopes open, with the JSON types that strict SDKs insist on (protocol 2.4).</summary>
internal static class UserClaims
{
    public static void Write(Utf8JsonWriter json, Person person, string[] scopes, bool nulls)
    {
        if (scopes.Contains(Scopes.Profile)) WriteProfile(json, person, nulls);
        if (scopes.Contains(Scopes.Email))
        {
            json.WriteString("email", person.Email);
            json.WriteBoolean("email_verified", person.EmailVerified);
        }
        if (scopes.Contains(Scopes.Phone))
        {
            WriteText(json, "phone_number", person.PhoneNumber, nulls);
            json.WriteBoolean("phone_number_verified", false);
        }
    }

    /// <summary>Both spellings of the display name: SDKs differ in which one they read.</summary>
    public static void WriteRoles(Utf8JsonWriter json, IReadOnlyList<GrantedRole> roles)
    {
        json.WriteStartArray("roles");
        foreach (var role in roles)
        {
            json.WriteStartObject();
            json.WriteString("id", role.Id);
            json.WriteString("name", role.Name);
            json.WriteString("display_name", role.DisplayName);
            json.WriteString("displayName", role.DisplayName);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteProfile(Utf8JsonWriter json, Person person, bool nulls)
    {
        WriteText(json, "name", person.FullName, nulls);
        WriteText(json, "given_name", person.GivenName, nulls);
        WriteText(json, "family_name", person.FamilyName, nulls);
        WriteText(json, "picture", person.PictureUrl, nulls);
        WriteText(json, "zoneinfo", person.TimeZone, nulls);
        WriteText(json, "locale", person.Locale, nulls);
        json.WriteNumber("updated_at", person.UpdatedAt.ToUnixTimeSeconds());
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value, bool nulls)
    {
        if (value is not null) json.WriteString(name, value);
        else if (nulls) json.WriteNull(name);
    }
}
