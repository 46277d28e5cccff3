using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Forms;
using Wristband.Platform.Security;
using Wristband.Platform.Shared;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>
/// The fields about a person that both signup pages share. Who they are is proven later, so no password is asked for here.
/// </summary>
internal sealed class PersonForm
{
    [Typed("given_name")]
    public string? GivenName { get; set; }

    [Typed("family_name")]
    public string? FamilyName { get; set; }

    [Typed("email")]
    public string? Email { get; set; }

    /// <summary>The person, or null with every problem in the model state.</summary>
    public NewPerson? Check(
        ModelStateDictionary problems, IStringLocalizer<SignupTexts> texts, IStringLocalizer<SharedTexts> common)
    {
        const int longest = TypedName.LongestOfPerson;
        var given = Name(GivenName, "given_name", problems, texts["GivenNameMissing"], texts["GivenNameTooLong", longest]);
        var family = Name(FamilyName, "family_name", problems, texts["FamilyNameMissing"], texts["FamilyNameTooLong", longest]);
        if (!EmailAddress.TryParse(Email, out var email)) problems.AddModelError("email", common["EmailProblem"]);
        return problems.IsValid ? new NewPerson(given!, family!, email!) : null;
    }

    private static string? Name(string? typed, string field, ModelStateDictionary problems, string missing, string tooLong)
    {
        if (TypedName.TryParse(typed, TypedName.LongestOfPerson, out var name, out var problem)) return name.Value;
        problems.AddModelError(field, problem == TypedNameProblem.Missing ? missing : tooLong);
        return null;
    }
}
