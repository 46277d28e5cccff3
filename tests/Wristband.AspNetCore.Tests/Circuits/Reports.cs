using Microsoft.AspNetCore.Components;

namespace Wristband.AspNetCore.Tests.Circuits;

#pragma warning disable IDE0051 // What a document shows is compiled, not called.
#region snippet Circuit
internal sealed class Reports(WristbandCircuitSession session, IHttpClientFactory clients) : ComponentBase
{
    private async Task<string> LoadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/reports");
        request.Headers.Authorization = new("Bearer", await session.GetAccessTokenAsync());
        using var client = clients.CreateClient("reports");
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
#endregion
