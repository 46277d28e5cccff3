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
    private const int LongestName = 100;

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
        var given = OneLine.Of(GivenName ?? "", LongestName);
        var family = OneLine.Of(FamilyName ?? "", LongestName);
        if (given.Length == 0) problems.AddModelError("given_name", texts["GivenNameMissing"]);
        if (family.Length == 0) problems.AddModelError("family_name", texts["FamilyNameMissing"]);
        if (!EmailAddress.TryParse(Email, out var email)) problems.AddModelError("email", common["EmailProblem"]);
        return problems.IsValid ? new NewPerson(given, family, email!) : null;
    }
}
