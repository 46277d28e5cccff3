using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Replicas;

/// <summary>Two versions side by side on one database, while people sign in and click on.</summary>
public sealed class RollingUpgrade
{
    private const string Later = "20990101000000_Later";

    // As in Failover: alone on the machine, nobody is turned away.
    private static readonly int MostBusy = Rounds.Of(full: 0, bounded: 100);
    private static readonly int Many = Rounds.Of(full: 4, bounded: 2);
    private static readonly int Pages = Rounds.Of(full: 400, bounded: 10);
    private static readonly int Replaced = Rounds.Of(full: 2, bounded: 1);

    /// <summary>P-59, D-50. The version before is built from its commit, which takes minutes: only in full.</summary>
    [Fact]
    public async Task P59_replicas_are_replaced_one_after_the_other_and_no_login_fails()
    {
        using var older = Rounds.InFull ? await OlderVersion.BuildAsync() : null;
        await using var cluster = await Cluster.StartAsync(older);
        await using var people = await People.StartAsync(cluster, Many);

        // The version before, and this one.
        if (older is not null) await ReplaceAsync(cluster, people);

        // This one, and a later one: it has changed the database already, and replicas of this one start once more.
        await cluster.Database.ExecuteAsync($"""
            ALTER TABLE "Users" ADD COLUMN "Later" text NOT NULL DEFAULT 'new';
            CREATE TABLE "LaterThings" ("Id" text PRIMARY KEY);
            INSERT INTO "__EFMigrationsHistory" VALUES ('{Later}', '99');
            """);
        var history = await HistoryAsync(cluster);
        await ReplaceAsync(cluster, people);

        people.Wrong.ShouldBeEmpty();
        people.Busy.ShouldBeLessThanOrEqualTo(MostBusy);
        people.Cut.ShouldBe(0);
        for (var number = 0; number < Replaced; number++) cluster.PlatformOutput(number).ShouldContain("WB2206: ");
        (await HistoryAsync(cluster)).ShouldBe(history);
        (await cluster.Database.ReadAsync<long>("""SELECT count(*) FROM "Users" WHERE "Later" <> 'new'""")).ShouldBe(0);

        // What no migration may do beside this version is noticed, or nobody would have noticed anything above either.
        await cluster.Database.ExecuteAsync("""ALTER TABLE "Users" RENAME COLUMN "Email" TO "Address" """);
        await people.SeeWrongAsync();
    }

    /// <summary>Both versions serve for a while.</summary>
    private static async Task ReplaceAsync(Cluster cluster, People people)
    {
        for (var number = 0; number < Replaced; number++)
        {
            await cluster.RestartPlatformAsync(number);
            await people.SeeMoreAsync(Pages, logins: Many);
        }
    }

    private static Task<string> HistoryAsync(Cluster cluster) => cluster.Database.ReadAsync<string>(
        """SELECT string_agg("MigrationId", ' ' ORDER BY "MigrationId") FROM "__EFMigrationsHistory" """);
}
