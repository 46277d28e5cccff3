using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Callback;

/// <summary>The userinfo call: who the platform says the access token belongs to.</summary>
internal sealed class UserInfo([FromKeyedServices] PlatformHttp platform)
{
    public async Task<(JsonElement? Claims, PlatformReply Reply)> FetchAsync(string accessToken)
    {
        var reply = await platform.SendAsync(
            new PlatformCall(HttpMethod.Get, "/api/v1/oauth2/userinfo", "userinfo", TimeSpan.FromSeconds(10))
            {
                Authorization = new AuthenticationHeaderValue("Bearer", accessToken),
            });
        return (reply.IsOk ? reply.Object() : null, reply);
    }
}
