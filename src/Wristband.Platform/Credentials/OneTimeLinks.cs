using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Security;
using Wristband.Platform.Users;

namespace Wristband.Platform.Credentials;

/// <summary>Links in mails that work once, at one tenant, for one user and one purpose (P-39).</summary>
internal sealed class OneTimeLinks(PlatformDbContext database, TimeProvider time)
{
    /// <summary>The query parameter that carries the token.</summary>
    public const string Parameter = "token";

    /// <summary>Adds a link and returns its row and its token. The caller saves, together with the mail that carries it.</summary>
    public (OneTimeLink Link, string Token) Add(User user, LinkPurpose purpose, TimeSpan lifetime, string? clientId)
    {
        var token = SecretToken.New();
        var now = time.GetUtcNow();
        var link = new OneTimeLink
        {
            Id = Ids.New(),
            TenantId = user.TenantId,
            ApplicationId = user.ApplicationId,
            UserId = user.Id,
            Purpose = purpose,
            TokenHash = SecretToken.Hash(token),
            CreatedAt = now,
            ExpiresAt = now + lifetime,
            ClientId = clientId,
        };
        database.OneTimeLinks.Add(link);
        return (link, token);
    }

    /// <summary>The link and its user while it works; null for anything else, without saying which.</summary>
    public async Task<(OneTimeLink Link, User User)?> FindAsync(
        string tenantId, LinkPurpose purpose, string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: > 0 and < 100 }) return null;
        var hash = SecretToken.Hash(token);
        var now = time.GetUtcNow();
        var found = await (
            from link in database.OneTimeLinks
            join user in database.Users on new { link.TenantId, Id = link.UserId } equals new { user.TenantId, user.Id }
            where link.TenantId == tenantId && link.TokenHash == hash && link.Purpose == purpose && link.UsedAt == null
                && link.ExpiresAt > now
            select new { link, user }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.link, found.user);
    }

    /// <summary>
    /// Uses up the link, and every other one of its user: each of them decides the password, and that is decided now. When two requests
    /// try, saving fails for the second with a <see cref="DbUpdateConcurrencyException"/>, and nothing that belongs to it is written.
    /// </summary>
    public async Task UseAsync(OneTimeLink link, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var others = await database.OneTimeLinks
            .Where(l => l.TenantId == link.TenantId && l.UserId == link.UserId && l.Id != link.Id && l.UsedAt == null)
            .ToListAsync(cancellationToken);
        foreach (var other in others) other.UsedAt = now;

        // Marked as it was read, not as it is now: that is what makes the second save fail.
        link.UsedAt = now;
    }
}
