using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>Tells the platform that a refresh token is not wanted any more. Local work never depends on the answer (S-72).</summary>
internal sealed partial class Revocation(
    PlatformHttp platform, TimeProvider time, WristbandMetrics metrics, ILogger<Revocation> logger)
{
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SecondTryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Waits for the answer, three seconds at most; a failure is tried once more in the background (S-73).</summary>
    public async Task RevokeAsync(string refreshToken)
    {
        if (!await TryAsync(refreshToken)) _ = TryAgainAsync(refreshToken);
    }

    /// <summary>Does not keep the caller waiting.</summary>
    public void RevokeSoon(string refreshToken) => _ = RevokeAsync(refreshToken);

    private async Task TryAgainAsync(string refreshToken)
    {
        await Task.Delay(SecondTryAfter, time);
        await TryAsync(refreshToken);
    }

    private async Task<bool> TryAsync(string refreshToken)
    {
        try
        {
            var reply = await platform.SendAsync(new PlatformCall(HttpMethod.Post, "/api/v1/oauth2/revoke", "revoke", Cap)
            {
                Authorization = platform.ClientCredentials,
                Form = [new("token", refreshToken), new("token_type_hint", "refresh_token")],
            });
            if (reply.IsOk) return true;
            metrics.RevocationFailed();
            Log.Failed(logger, reply.Reason);
            return false;
        }
        // Nobody awaits the background attempt: an exception here would vanish unseen, or end the process.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            metrics.RevocationFailed();
            Log.Failed(logger, e.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Warning, "WB1401 A refresh token could not be revoked at the platform ({Reason}). The local session "
            + "is over all the same; the token ends by its own lifetime.", EventName = "RevocationFailed")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
