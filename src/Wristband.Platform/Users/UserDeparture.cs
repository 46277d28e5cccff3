using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Sessions.Ending;

namespace Wristband.Platform.Users;

/// <summary>What ends with a user who is not to be here any more, in the transaction of whoever says so (P-42).</summary>
internal sealed class UserDeparture(PlatformDbContext database, SessionEnd sessions)
{
    /// <summary>Sessions and, with their families, codes and tokens. Applications are told.</summary>
    public Task EndAsync(User user, string issuer, CancellationToken cancellationToken) =>
        sessions.EndAllAsync(user, issuer, cancellationToken);

    /// <summary>Links in mails that would still open something.</summary>
    public Task ForgetLinksAsync(User user, CancellationToken cancellationToken) =>
        database.OneTimeLinks.Where(l => l.TenantId == user.TenantId && l.UserId == user.Id && l.UsedAt == null)
            .ExecuteDeleteAsync(cancellationToken);

    /// <summary>Lets applications know, once it is committed.</summary>
    public void Ring() => sessions.Ring();
}
