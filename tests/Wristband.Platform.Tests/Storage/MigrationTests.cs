using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Wristband.Platform.Data;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Data.Sqlite;
using Wristband.Platform.Startup;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

[Trait("Database", "Sqlite")]
public class MigrationTests
{
    // D-50: of a line of versions that left ours before, and of one that took away what we still use
    [Theory]
    [InlineData("20200101000000_Elsewhere")]
    [InlineData("20990101000000_DropOldName_After_20980101000000")]
    public async Task A_database_of_another_version_stops_the_start_and_stays_as_it_is(string migration)
    {
        await using var platform = await PlatformHost.StartOnSqliteAsync();
        await LaterAsync(platform, migration);

        var problem = await Should.ThrowAsync<InvalidOperationException>(() => platform.Services.MigrateAsync());

        problem.Message.ShouldStartWith("WB2009");
        problem.Message.ShouldContain(migration);
    }

    // D-50
    [Fact]
    public async Task A_database_that_lacks_what_we_need_and_has_what_we_do_not_know_is_refused()
    {
        await using var platform = await PlatformHost.StartOnSqliteAsync();
        await LaterAsync(platform, "20990101000000_Later");
        await using var unit = platform.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Database;
        var ours = database.GetMigrations().Last();
        await database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsHistory WHERE MigrationId = {ours}");

        (await Should.ThrowAsync<RefusedStartException>(() => platform.Services.MigrateAsync())).Message.ShouldStartWith("WB2009");
    }

    /// <summary>P-59, D-50: what was added disturbs nobody, and what is gone was used by nobody who knows that migration.</summary>
    [Fact]
    public async Task P59_a_version_serves_what_a_later_one_has_changed_and_leaves_it_alone()
    {
        await using var platform = await PlatformHost.StartOnSqliteAsync(builder => builder.Logging.AddFakeLogging());
        await using var unit = platform.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Database;
        await LaterAsync(platform, "20990101000000_Later");
        await LaterAsync(platform, $"20990102000000_DropIt_After_{LaterMigrations.Number(database.GetMigrations().Last())}");
        await database.ExecuteSqlAsync($"ALTER TABLE Tenants ADD COLUMN Later TEXT NOT NULL DEFAULT 'new'");
        await database.ExecuteSqlAsync($"DROP TRIGGER wristband_changed_Tenants_update");

        await platform.Services.MigrateAsync();

        var tenant = await platform.TenantAsync();
        (await platform.NewBrowser().GetAsync(tenant.Base + "/login")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await database.SqlQuery<string>($"SELECT Later AS Value FROM Tenants WHERE Id = {tenant.Id}").SingleAsync()).ShouldBe("new");
        (await database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE name = 'wristband_changed_Tenants_update'")
            .SingleAsync()).ShouldBe(0, "the schema is the later version's");
        platform.Services.GetRequiredService<FakeLogCollector>().GetSnapshot().Select(line => line.Message)
            .Where(message => message.StartsWith("WB2206: ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("_DropIt_");
    }

    /// <summary>P-59: a move would leave behind what only the later version knows.</summary>
    [Fact]
    public async Task P59_what_a_later_version_has_changed_is_moved_by_that_version()
    {
        await using var platform = await PlatformHost.StartOnSqliteAsync();
        await LaterAsync(platform, "20990101000000_Later");

        var refused = await Should.ThrowAsync<RefusedStartException>(
            () => platform.Services.GetRequiredService<DatabaseMove>().MoveAsync("Host=nowhere", TestContext.Current.CancellationToken));

        refused.Message.ShouldStartWith("WB2009");
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var platform = await PlatformHost.StartAsync();

        await platform.Services.MigrateAsync();

        await using var unit = platform.Services.CreateAsyncScope();
        (await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
    }

    /// <summary>X-D23: what was left by a process that was killed while it migrated.</summary>
    [Fact]
    public async Task XD23_the_row_of_a_killed_migration_stops_nobody()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var unit = platform.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Database;
        await database.ExecuteSqlAsync($"""
            CREATE TABLE IF NOT EXISTS __EFMigrationsLock (
                Id INTEGER NOT NULL CONSTRAINT PK___EFMigrationsLock PRIMARY KEY, Timestamp TEXT NOT NULL)
            """);
        await database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00+00:00')");

        await platform.Services.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        (await database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task XD23_who_waits_for_another_migration_says_so_and_goes_on_when_it_ended()
    {
        await using var platform = await PlatformHost.StartAsync(configure: builder => builder.Logging.AddFakeLogging());
        var logged = platform.Services.GetRequiredService<FakeLogCollector>();
        var other = FileLock.TryTake(Path.Combine(platform.DataDirectory, "platform.db.migration")).ShouldNotBeNull();

        var waiting = platform.Services.MigrateAsync();
        while (!logged.GetSnapshot().Any(line => line.Message.StartsWith("WB2022: ", StringComparison.Ordinal))) await Task.Yield();
        var wentOnAlone = waiting.IsCompleted;
        other.Dispose();
        await waiting;

        wentOnAlone.ShouldBeFalse();
        logged.GetSnapshot().Count(line => line.Message.StartsWith("WB2022: ", StringComparison.Ordinal)).ShouldBe(1);
    }

    /// <summary>X-D23: each migration is one transaction, so that a death in its middle leaves nothing of it.</summary>
    [Fact]
    public async Task XD23_no_migration_leaves_its_transaction()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var unit = platform.Services.CreateAsyncScope();
        var context = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var assembly = context.GetService<IMigrationsAssembly>();
        var generator = context.GetService<IMigrationsSqlGenerator>();

        var commands = assembly.Migrations.Values.Select(type => assembly.CreateMigration(type, context.Database.ProviderName!))
            .SelectMany(migration =>
                generator.Generate(migration.UpOperations, migration.TargetModel).Select(c => (migration.GetType().Name, c)))
            .ToList();

        commands.Count.ShouldBeGreaterThan(10);
        commands.Where(command => command.c.TransactionSuppressed).Select(command => command.Name).ShouldBeEmpty();
    }

    /// <summary>X-D34: with what to do. A log without its database would be taken for the new one's, so it is refused as well.</summary>
    [Theory]
    [InlineData("platform.db", "", "is empty")]
    [InlineData("platform.db", "This was a database once.", "is not a SQLite database")]
    [InlineData("platform.db-wal", "left behind", "is gone")]
    public async Task XD34_a_file_that_is_no_database_is_refused_and_stays(string name, string content, string reason)
    {
        var data = Directory.CreateTempSubdirectory("wristband-test-");
        var file = Path.Combine(data.FullName, name);
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var refused = await Should.ThrowAsync<RefusedStartException>(() => PlatformHost.StartAsync(
            new Dictionary<string, string?> { ["Platform:DataDirectory"] = data.FullName }));

        refused.Message.ShouldStartWith("WB2019: ");
        refused.Message.ShouldContain(reason);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(content);
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Keys_that_an_earlier_version_stored_can_still_be_read()
    {
        await using var platform = await PlatformHost.StartAsync();
        platform.Services.GetDataProtector("any").Protect("any");
        await using var unit = platform.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        await database.GetService<IMigrator>().MigrateAsync("20261127103918_MasterKeyCheck");
        (await database.DataProtectionKeys.Select(k => k.Xml).ToListAsync())
            .ShouldAllBe(xml => xml!.Contains("Wristband.Platform.Data.MasterKeyXmlDecryptor", StringComparison.Ordinal));

        await platform.Services.MigrateAsync();

        var keys = platform.Services.GetRequiredService<IKeyManager>().GetAllKeys();
        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(key => key.CreateEncryptor() != null);
    }

    private static async Task LaterAsync(PlatformHost platform, string migration)
    {
        await using var unit = platform.Services.CreateAsyncScope();
        await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Database.ExecuteSqlAsync(
            $"INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ({migration}, '99')");
    }
}
