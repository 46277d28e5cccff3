using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Email;

/// <summary>Somebody who was told to check their mail. Says nothing about whether they have an account.</summary>
/// <param name="TenantId">At which tenant.</param>
/// <param name="Email">The address, as typed.</param>
/// <param name="Journey">Where they wanted to go.</param>
/// <param name="IsReminder">They tried to sign in before confirming, so no mail was sent just now.</param>
internal sealed record PendingMail(string TenantId, string Email, Journey Journey, bool IsReminder = false);

/// <summary>Carries a <see cref="PendingMail"/> to the page that offers to send the mail again.</summary>
internal sealed class PendingMails(SealedValues seals)
{
    public const string Parameter = "for";
    public const string Path = "/check-mail";
    private const string Purpose = "check-mail";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public string PathFor(PendingMail pending) => $"{Path}?{Parameter}={Uri.EscapeDataString(seals.Seal(Purpose, pending, Lifetime))}";

    public PendingMail? Read(string? text) => seals.Open<PendingMail>(Purpose, text);
}
