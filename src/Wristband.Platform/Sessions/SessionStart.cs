using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions.Ending;
using Wristband.Platform.Users;

namespace Wristband.Platform.Sessions;

/// <summary>The one place that starts single sign-on sessions. Only <see cref="SignIn"/> asks for it, when no step is missing.</summary>
internal sealed class SessionStart(PlatformDbContext database, SsoSessions sessions, TimeProvider time, IOptions<SessionOptions> options)
{
    private const int LongestUserAgent = 256;

    /// <summary>
    /// Starts a session with a new reference, in place of the one that this browser had (no fixation). Saves what else was changed. The
    /// browser is to keep what is answered.
    /// </summary>
    public async Task<BrowserValues> StartAsync(Caller caller, User user, string method, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await sessions.FindOfBrowserAsync(caller, cancellationToken) is { } former) SessionEnd.MakeRoom(former, now);
        var reference = SecretToken.New();
        var agent = caller.UserAgent ?? "";
        database.AuthSessions.Add(new AuthSession
        {
            Id = Ids.New(),
            TenantId = user.TenantId,
            ApplicationId = user.ApplicationId,
            UserId = user.Id,
            ReferenceHash = SecretToken.Hash(reference),
            AuthenticatedAt = now,
            Amr = method,
            LastSeenAt = now,
            ExpiresAt = now + options.Value.Absolute,
            UserAgent = agent.Length > LongestUserAgent ? agent[..LongestUserAgent] : agent,
            IpAddress = caller.Address?.ToString(),
        });
        user.LastSignInAt = now;
        await database.SaveChangesAsync(cancellationToken);
        return new BrowserValues(Session: reference);
    }
}
