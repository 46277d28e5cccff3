using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Tokens;

public class ParallelCallsTests
{
    private const int Calls = 16;

    [Fact]
    public async Task XD22_calls_in_parallel_inside_one_request_share_one_refresh_and_write_one_session()
    {
        using var api = new Api();
        await using var world = await SdkWorld.StartAsync(s =>
        {
            s.After = b => b.Services.AddHttpClient("api").ConfigurePrimaryHttpMessageHandler(() => api).AddWristbandAccessToken();
            s.Routes = app => app.MapGet("/many", async (IHttpClientFactory clients, TimeProvider clock) =>
            {
                ((WatchedClock)clock).Advance(TimeSpan.FromSeconds(1740));
                using var client = clients.CreateClient("api");
                var address = new Uri("https://api.test/");
                await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => Task.Run(() => client.GetStringAsync(address))));
            });
        });
        await world.SignInAsync();

        for (var round = 1; round <= 20; round++)
        {
            api.Seen.Clear();
            using var response = await world.FetchAsync("/many");

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            world.Platform.Calls("token.refresh").ShouldBe(round);
            api.Seen.Count.ShouldBe(Calls);
            var token = api.Seen.Distinct().ShouldHaveSingleItem();
            var lines = response.Headers.GetValues("Set-Cookie").Select(line => line.Split('=')[0]).ToArray();
            lines.Count(name => name == SdkWorld.SessionCookie).ShouldBe(1);
            lines.Distinct().Count().ShouldBe(lines.Length);
            // Requests go on from the session that was written. The clock stands just before the next renewal.
            token.ShouldBe("Bearer " + (await world.FetchJsonAsync("/api/auth/token")).GetProperty("accessToken").GetString());
        }
    }

    private sealed class Api : HttpMessageHandler
    {
        public ConcurrentBag<string> Seen { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen.Add(request.Headers.Authorization?.ToString() ?? "none");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("ok") });
        }
    }
}
