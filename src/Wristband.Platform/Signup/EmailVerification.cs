using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Credentials;
using Wristband.Platform.Http;
using Wristband.Platform.Sessions;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>Confirms an address with the link from a mail. The first confirmation of an owner opens the workspace.</summary>
internal sealed class EmailVerification(Activation activation, OneTimeLinks links, SsoSessions sessions, AuditLog audit)
{
    /// <summary>The address that the link would confirm; null when the link does not work.</summary>
    public async Task<string?> PeekAsync(HttpContext context, string? token, CancellationToken cancellationToken) =>
        await FindAsync(context, token, cancellationToken) is var (_, user) ? user.Email : null;

    /// <summary>Uses the link and signs its owner in, in one step. Null when the link does not work, or no longer.</summary>
    public async Task<OneTimeLink?> ConfirmAsync(HttpContext context, string? token, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, token, cancellationToken) is not var (link, user)) return null;
        await activation.ApplyAsync(user, cancellationToken);
        await links.UseAsync(link, cancellationToken);
        audit.Add(context, "email.verified", user.Id, link.ClientId);
        try
        {
            await sessions.StartAsync(context, user, "otp", cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
        return link;
    }

    private async Task<(OneTimeLink Link, User User)?> FindAsync(HttpContext context, string? token, CancellationToken cancellationToken)
    {
        var found = await links.FindAsync(context.GetHost().RequiredTenant.Id, LinkPurpose.VerifyEmail, token, cancellationToken);
        return found is { User.Status: not UserStatus.Inactive } ? found : null;
    }
}
