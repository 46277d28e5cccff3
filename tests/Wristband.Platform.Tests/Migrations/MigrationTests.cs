using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Migrations;

public class MigrationTests
{
    [Fact]
    public async Task A_database_of_another_version_stops_the_start_and_stays_as_it_is()
    {
        await using var platform = await PlatformHost.StartAsync();
        await using var unit = platform.Services.CreateAsyncScope();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Database;
        await database.ExecuteSqlAsync($"INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('20990101000000_Later', '99')");

        var problem = await Should.ThrowAsync<InvalidOperationException>(() => platform.Services.MigrateAsync());

        problem.Message.ShouldStartWith("WB2009");
        problem.Message.ShouldContain("20990101000000_Later");
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var platform = await PlatformHost.StartAsync();

        await platform.Services.MigrateAsync();

        await using var unit = platform.Services.CreateAsyncScope();
        (await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Database.GetPendingMigrationsAsync()).ShouldBeEmpty();
    }
}
