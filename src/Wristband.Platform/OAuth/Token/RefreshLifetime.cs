using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Storage;

namespace Wristband.Platform.OAuth.Token;

/// <summary>
/// When the next refresh token of a grant ends: the client's idle time from now, but never past the grant's absolute age (P-12).
/// </summary>
internal static class RefreshLifetime
{
    /// <summary>Null when the grant has no refresh token at all.</summary>
    public static DateTimeOffset? First(Grant grant, OAuthClient client, DateTimeOffset now) =>
        grant.Allows(Scopes.OfflineAccess) ? Next(grant, client, now) : null;

    /// <summary>In the past when the grant is too old to be continued.</summary>
    public static DateTimeOffset Next(Grant grant, OAuthClient client, DateTimeOffset now)
    {
        var idleEnd = now + client.RefreshTokenIdleLifetime;
        var absoluteEnd = grant.CreatedAt + client.RefreshTokenAbsoluteLifetime;
        return idleEnd < absoluteEnd ? idleEnd : absoluteEnd;
    }
}
