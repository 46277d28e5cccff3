using System.Net.Http.Headers;
using System.Text.Json;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>The userinfo call: who the platform says the access token belongs to.</summary>
internal static class UserInfo
{
    public static async Task<(JsonElement? Claims, PlatformReply Reply)> FetchAsync(
        PlatformHttp platform, string accessToken, TimeSpan timeout)
    {
        var reply = await platform.SendAsync(new PlatformCall(HttpMethod.Get, "/api/v1/oauth2/userinfo", "userinfo", timeout)
        {
            Authorization = new AuthenticationHeaderValue("Bearer", accessToken),
        });
        return (reply.IsOk ? reply.Object() : null, reply);
    }
}
