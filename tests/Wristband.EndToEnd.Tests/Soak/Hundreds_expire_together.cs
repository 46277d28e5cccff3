using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Wristband.EndToEnd.Tests.Demo;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Soak;

/// <summary>D-28: after a pause all sessions of a company have an expired token, and all their pages ask at once.</summary>
public class Hundreds_expire_together
{
    private const string Token = DemoHost.Url + "/api/auth/token";
    private const int Tabs = 2;

    [Fact]
    public async Task D28_each_session_is_refreshed_once_and_gets_its_own_tokens()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 15, 9, 30, 0, TimeSpan.Zero));
        await using var world = await SharedDemo.StartAsync(time);
        var tenant = await world.Platform.TenantAsync(world.Host.Application);
        var people = new List<(SomeUser User, Browser Browser)>();
        for (var i = 0; i < Rounds.Of(full: 500, bounded: 100); i++)
        {
            var (user, browser) = (await world.Platform.UserAsync(tenant), world.Host.NewBrowser());
            await world.Platform.SignInAsync(browser, user);
            await browser.GetAsync($"{DemoHost.Url}/api/auth/login?tenant_name={tenant.Name}");
            people.Add((user, browser));
        }
        time.Advance(TimeSpan.FromMinutes(31));

        await Task.WhenAll(people.SelectMany(person => Enumerable.Range(0, Tabs).Select(async _ =>
        {
            using var answer = await person.Browser.FetchAsync(HttpMethod.Get, Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var body = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            new JsonWebToken(body.GetProperty("accessToken").GetString()).Subject.ShouldBe(person.User.Id);
        })));

        (await RefreshTokensOfASessionAsync(world.Platform)).ShouldBe((2, 2), "the one of the sign-in, and one more");
    }

    private static async Task<(long Fewest, long Most)> RefreshTokensOfASessionAsync(PlatformHost platform)
    {
        await using var database = new SqliteConnection(
            $"Data Source={Path.Combine(platform.DataDirectory, "platform.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText =
            "SELECT MIN(n), MAX(n) FROM (SELECT COUNT(*) AS n FROM OAuthTokens WHERE Kind = 'Refresh' GROUP BY FamilyId)";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
