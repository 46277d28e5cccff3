using System.Diagnostics;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Replicas;

/// <summary>What people notice while servers die, and what is left afterwards.</summary>
public sealed class Failover : IAsyncLifetime
{
    private const int Many = 4;

    // Alone on the machine, nobody is turned away, and ten seconds are plenty. Beside other suites the cores are busy, and a busy platform
    // says so: what it never says, and that nobody is signed out, is tested there as well.
    private static readonly int MostBusy = Rounds.Of(full: 0, bounded: 100);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(Rounds.Of(full: 10, bounded: 40));
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await Cluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task D07_D11_servers_die_and_restart_and_nobody_is_signed_out()
    {
        await using var people = await People.StartAsync(_cluster, Many);

        // One after the other, as an orchestrator does for a new version: nobody notices.
        await _cluster.RestartPlatformAsync(0);
        await _cluster.RestartPlatformAsync(1);
        await people.SeeMoreAsync(pages: 20, logins: 2);
        people.Wrong.ShouldBeEmpty();
        people.Busy.ShouldBeLessThanOrEqualTo(MostBusy, "a rolling restart");
        people.Cut.ShouldBe(0, "a rolling restart");

        // One dies in the middle of its work.
        await _cluster.KillPlatformAsync(1);
        await people.SeeMoreAsync(pages: 20, logins: 2);
        people.Wrong.ShouldBeEmpty();
        people.Cut.ShouldBeLessThanOrEqualTo(Many, "everybody may have waited for an answer of the one that died");
        await _cluster.StartPlatformAsync(1);

        // The database dies, and another server takes its place.
        await _cluster.Database.KillPrimaryAsync();
        await _cluster.Database.PromoteAsync();
        var promoted = Stopwatch.GetTimestamp();
        await people.SeeMoreAsync(pages: 30, logins: Many);
        people.Wrong.ShouldBeEmpty();
        people.Busy.ShouldBeGreaterThan(0, "or the database was never missed, and this test proves nothing");
        Stopwatch.GetElapsedTime(promoted, Math.Max(people.LastTrouble, promoted)).ShouldBeLessThan(Recovery);

        // No code or token led to two.
        (await _cluster.Database.ReadAsync<long>("""
            SELECT count(*) FROM (
                SELECT 1 FROM "OAuthTokens" WHERE "Kind" = 'Refresh' AND "RedeemedAt" IS NULL GROUP BY "TenantId", "FamilyId"
                HAVING count(*) > 1) doubled
            """)).ShouldBe(0);
        (await _cluster.Database.ReadAsync<long>("""SELECT count(*) FROM "AuditEvents" WHERE "Type" IN ('token.reuse', 'code.reuse')"""))
            .ShouldBe(0);
    }
}
