using System.Diagnostics;
using System.Net;
using Npgsql;
using Wristband.Platform.Tests.OAuth;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.Postgres;

/// <summary>D-12, D-13: the database does not answer in time, and soon no connection is free.</summary>
public sealed class DatabaseSlowTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();
    private PlatformHost _platform = null!;
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        _database = await _server.ConnectionStringAsync();
        var few = new NpgsqlConnectionStringBuilder(_database) { MaxPoolSize = 3, Timeout = 1, CommandTimeout = 2 };
        _platform = await PlatformHost.StartOnAsync(few.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task D12_D13_waiting_is_bounded_and_what_needs_no_database_stays_fast()
    {
        var user = await _platform.UserAsync(await _platform.TenantAsync());
        var app = new RelyingParty(_platform, user.Tenant.Application);
        var tokens = await app.SignInAsync(user);
        (await app.GetAsync("/api/v1/oauth2/jwks")).Status.ShouldBe(HttpStatusCode.OK);
        await using var source = NpgsqlDataSource.Create(_database);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        // Everybody who needs a token waits for this one, until he is told to come back.
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var hold = new NpgsqlCommand("""LOCK TABLE "OAuthTokens" IN ACCESS EXCLUSIVE MODE""", connection, transaction);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var begun = Stopwatch.GetTimestamp();
            var waiting = Enumerable.Range(0, 20).Select(_ => app.RefreshAsync(tokens.RefreshToken)).ToList();
            for (var turn = 0; turn < 5; turn++) (await app.GetAsync("/api/v1/oauth2/jwks")).Status.ShouldBe(HttpStatusCode.OK);
            waiting.ShouldContain(request => !request.IsCompleted, "nobody may wait for those who wait for the database");
            foreach (var answer in await Task.WhenAll(waiting))
            {
                answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, answer.Body);
                answer.Response.Headers.RetryAfter.ShouldNotBeNull();
            }
            // A second for a connection, two for the statement and as long again for its second try, on a busy machine.
            Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        }

        Tokens.Of(await app.RefreshAsync(tokens.RefreshToken));
    }
}
