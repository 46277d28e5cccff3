using OpenIddict.Abstractions;
using Wristband.Platform.Http;
using Wristband.Platform.Security;

namespace Wristband.Platform.OAuth;

/// <summary>The limits of server-to-server endpoints. An answer of 429 always says when to come back.</summary>
internal sealed class ProtocolLimits(RateLimits limits, ProtocolMetrics metrics)
{
    /// <summary>Counts a request of a client that has proved who it is; answers 429 and returns false when it asks too often.</summary>
    public async Task<bool> MayAskAsync(HttpContext context, string clientId) =>
        limits.TryTake(Limit.TokenPerClient, clientId, out var retryAfter) || await RefuseAsync(context, Limit.TokenPerClient, retryAfter);

    /// <summary>Whether this network may still try to be this client. Without that, a secret could be guessed at the speed of the network.</summary>
    public async Task<bool> MayAuthenticateAsync(HttpContext context, string? clientId) =>
        limits.HasLeft(Limit.FailedClientPerNetwork, FailureKey(context, clientId), out var retryAfter)
        || await RefuseAsync(context, Limit.FailedClientPerNetwork, retryAfter);

    public void CountFailure(HttpContext context, string? clientId) =>
        limits.TryTake(Limit.FailedClientPerNetwork, FailureKey(context, clientId), out _);

    // Whatever somebody sends as an id becomes a key; a long one must not become a large one.
    private static string FailureKey(HttpContext context, string? clientId) =>
        $"{(clientId is { Length: <= 64 } ? clientId : "")} {RateLimits.NetworkOf(context.Connection.RemoteIpAddress)}";

    private async Task<bool> RefuseAsync(HttpContext context, Limit limit, TimeSpan retryAfter)
    {
        metrics.Refused(limit);
        TooManyAttempts.Announce(context, retryAfter);
        await OAuthError.WriteAsync(
            context, StatusCodes.Status429TooManyRequests, OpenIddictConstants.Errors.TemporarilyUnavailable, "Too many requests. Wait as long as Retry-After says.");
        return false;
    }
}
