using System.Net;
using System.Text.Json;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Soak;

/// <summary>Three replicas, one browser with many tabs, a platform that rotates refresh tokens: nobody is ever signed out.</summary>
public class A_fleet_of_replicas
{
    private const int Replicas = 3;
    private const string Token = Fleet.Url + "/api/auth/token";
    private static readonly TimeSpan PastATokensLife = TimeSpan.FromMinutes(31);
    private static readonly TimeSpan ASession = TimeSpan.FromHours(11);

    // S-60, S-62, D-27
    [Fact]
    public async Task Loses_no_session_when_all_tabs_come_with_an_expired_token_at_once()
    {
        var (rounds, tabs) = (Rounds.Of(full: 1000, bounded: 30), Rounds.Of(full: 100, bounded: 30));
        await using var fleet = await Fleet.StartAsync(Replicas);
        var signedIn = DateTimeOffset.MinValue;
        for (var round = 0; round < rounds; round++)
        {
            if (fleet.Platform.Time.GetUtcNow() - signedIn > ASession)
            {
                await fleet.SignInAsync();
                signedIn = fleet.Platform.Time.GetUtcNow();
            }
            var before = fleet.Refreshes;
            fleet.Platform.Time.Advance(PastATokensLife);

            var answers = await Task.WhenAll(Enumerable.Range(0, tabs).Select(_ => fleet.Browser.FetchAsync(HttpMethod.Get, Token)));

            answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK, $"round {round}");
            fleet.Refreshes.Zip(before, (now, then) => now - then).ShouldAllBe(n => n <= 1, $"round {round}");
            await TheJarHoldsALivingTokenAsync(fleet, round);
        }
    }

    // D-30, S-40: what the other replicas cannot know, the platform tells them, because the refresh token is revoked
    [Fact]
    public async Task Is_signed_out_everywhere_once_the_token_of_an_old_copy_has_to_be_renewed()
    {
        await using var fleet = await Fleet.StartAsync(Replicas);
        for (var round = 0; round < Rounds.Of(full: 50, bounded: 3); round++)
        {
            await fleet.SignInAsync();
            var stolen = fleet.Browser.Cookies.Header(new Uri(Fleet.Url))!;
            await fleet.Browser.GetOnceAsync(Fleet.Url + "/api/auth/logout");
            fleet.Platform.Time.Advance(PastATokensLife);

            for (var replica = 0; replica < Replicas; replica++)
            {
                using var invoker = new HttpMessageInvoker(fleet.Replica(replica));
                using var request = new HttpRequestMessage(HttpMethod.Get, Token);
                request.Headers.Add("Cookie", stolen);
                using var answer = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
                answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"round {round}, replica {replica}");
            }
        }
    }

    /// <summary>Whatever order the responses came in, the next request of any replica needs no refresh.</summary>
    private static async Task TheJarHoldsALivingTokenAsync(Fleet fleet, int round)
    {
        var before = fleet.Refreshes;
        for (var i = 0; i < Replicas; i++)
        {
            using var answer = await fleet.Browser.FetchAsync(HttpMethod.Get, Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"round {round}");
            var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            DateTimeOffset.FromUnixTimeMilliseconds(body.GetProperty("expiresAt").GetInt64())
                .ShouldBeGreaterThan(fleet.Platform.Time.GetUtcNow(), $"round {round}");
        }
        fleet.Refreshes.ShouldBe(before, $"round {round}");
    }
}
