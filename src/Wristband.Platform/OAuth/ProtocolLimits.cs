using OpenIddict.Abstractions;
using Wristband.Platform.Http;
using Wristband.Platform.Security;

namespace Wristband.Platform.OAuth;

/// <summary>
/// The limits of server-to-server endpoints. They answer 503 with Retry-After and never a 4xx: the first generation of official SDKs
/// takes every 4xx to a refresh, 429 included, for the end of the session.
/// </summary>
internal sealed class ProtocolLimits(RateLimits limits)
{
    /// <summary>Counts a request of a client that has proved who it is; answers and returns false when it asks too often.</summary>
    public Task<bool> MayAskAsync(HttpContext context, string clientId) => TakeAsync(context, Limit.TokenPerClient, clientId);

    /// <summary>Counts a failed client authentication; answers and returns false when this network failed too often as it.</summary>
    public Task<bool> MayFailAsync(HttpContext context, string? clientId) =>
        TakeAsync(context, Limit.FailedClientPerNetwork, FailureKey(context, clientId));

    // Whatever somebody sends as an id becomes a key; a long one must not become a large one.
    private static string FailureKey(HttpContext context, string? clientId) =>
        $"{(clientId is { Length: <= 64 } ? clientId : "")} {RateLimits.NetworkOf(context.Connection.RemoteIpAddress)}";

    private async Task<bool> TakeAsync(HttpContext context, Limit limit, string key)
    {
        if (await limits.TakeAsync(limit, key) is not { } retryAfter) return true;
        TooManyAttempts.Announce(context, retryAfter);
        await OAuthError.WriteAsync(
            context,
            StatusCodes.Status503ServiceUnavailable,
            OpenIddictConstants.Errors.TemporarilyUnavailable,
            "Too many requests. Wait as long as Retry-After says.");
        return false;
    }
}
