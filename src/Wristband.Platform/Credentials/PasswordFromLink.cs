using Wristband.Platform.Audit;
using Wristband.Platform.Operations;
using Wristband.Platform.Users;

namespace Wristband.Platform.Credentials;

/// <summary>
/// A new password, set with a link from a mail. Who holds the link reads the address's mail, and so proves the address and decides the
/// password, whatever was typed before and by whom (X-A1).
/// </summary>
internal sealed class PasswordFromLink(OneTimeLinks links, PasswordHashing hashing, Activation activation, AuditLog audit)
{
    private static readonly Dictionary<LinkPurpose, string> AuditTypes = new()
    {
        [LinkPurpose.VerifyEmail] = "email.verified",
        [LinkPurpose.ResetPassword] = "password.reset",
    };

    /// <summary>The link and its user while both work; null otherwise, without saying which does not.</summary>
    public async Task<(OneTimeLink Link, User User)?> FindAsync(
        Caller caller, LinkPurpose purpose, string? token, CancellationToken cancellationToken)
    {
        var found = await links.FindAsync(caller.Tenant.Id, purpose, token, cancellationToken);
        return found is { User.Status: not UserStatus.Inactive } ? found : null;
    }

    /// <summary>Sets the password and uses up the link; the caller saves.</summary>
    public async Task SetAsync(Caller caller, OneTimeLink link, User user, string password, CancellationToken cancellationToken)
    {
        user.PasswordHash = await hashing.HashAsync(password, cancellationToken);
        await activation.ApplyAsync(user, cancellationToken);
        await links.UseAsync(link, cancellationToken);
        audit.Add(caller, AuditTypes[link.Purpose], user.Id, link.ClientId);
    }
}
