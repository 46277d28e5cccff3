using System.Globalization;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Users;

/// <summary>
/// The texts about a person that mean nothing to the platform. As of names on forms, what nobody can see goes (X-C1); what is too long is
/// refused and never cut.
/// </summary>
internal static class ProfileFields
{
    private static readonly ProfileField[] All =
    [
        new("fullName", 200, c => c.FullName, (u, value) => u.WrittenName = value),
        new("givenName", 100, c => c.GivenName, (u, value) => u.GivenName = value),
        new("familyName", 100, c => c.FamilyName, (u, value) => u.FamilyName = value),
        new("middleName", 100, c => c.MiddleName, (u, value) => u.MiddleName = value),
        new("honorificPrefix", 40, c => c.HonorificPrefix, (u, value) => u.HonorificPrefix = value),
        new("honorificSuffix", 40, c => c.HonorificSuffix, (u, value) => u.HonorificSuffix = value),
        new("nickname", 100, c => c.Nickname, (u, value) => u.Nickname = value),
        new("displayName", 200, c => c.DisplayName, (u, value) => u.DisplayName = value),
        new("gender", 40, c => c.Gender, (u, value) => u.Gender = value),
        new("birthdate", 10, c => c.Birthdate, (u, value) => u.Birthdate = value) { Fits = IsDate, Otherwise = "invalid_date" },
        new("phoneNumber", 30, c => c.PhoneNumber, (u, value) => u.PhoneNumber = value)
        {
            Fits = IsPhoneNumber,
            Otherwise = "invalid_phone_number",
        },
        new("preferredLanguage", 35, c => c.PreferredLanguage, (u, value) => u.PreferredLanguage = value)
        {
            Fits = IsTag,
            Otherwise = "invalid_language",
        },
        new("locale", 35, c => c.Locale, (u, value) => u.Locale = value) { Fits = IsTag, Otherwise = "invalid_locale" },
        new("timeZone", 60, c => c.TimeZone, (u, value) => u.TimeZone = value) { Fits = IsZone, Otherwise = "invalid_time_zone" },
    ];

    public static void Set(User user, UserChanges changes, Violations violations)
    {
        foreach (var field in All) field.Apply(user, changes, violations);
        if (!changes.PictureUrl.IsGiven) return;
        ImageUrl.Check("pictureUrl", changes.PictureUrl.Value, violations);
        user.PictureUrl = string.IsNullOrWhiteSpace(changes.PictureUrl.Value) ? null : changes.PictureUrl.Value;
    }

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsPhoneNumber(string text) =>
        text.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '(' or ')' or '-' or '.' or '/') && text.Any(char.IsAsciiDigit);

    private static bool IsTag(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsZone(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');

    private sealed record ProfileField(
        string Name, int Longest, Func<UserChanges, Change<string?>> Of, Action<User, string?> Write)
    {
        public Func<string, bool> Fits { get; init; } = _ => true;

        public string Otherwise { get; init; } = "";

        public void Apply(User user, UserChanges changes, Violations violations)
        {
            var change = Of(changes);
            if (!change.IsGiven) return;
            var text = VisibleText.Of(change.Value ?? "");
            violations.Text(Name, text, Longest);
            if (text.Length > 0 && !Fits(text)) violations.Add(Name, Otherwise);
            Write(user, text.Length == 0 ? null : text);
        }
    }
}
