using Microsoft.Extensions.Logging;
using Npgsql;
using Wristband.Platform.Startup;
using Wristband.TestSupport;
using Wristband.TestSupport.Servers;

namespace Wristband.Platform.Tests.Postgres;

/// <summary>P-59, D-50: one replica after the other is replaced, and one of the old ones starts once more meanwhile.</summary>
public sealed class LaterVersionTests : IAsyncLifetime
{
    private const string Comment = "SELECT obj_description(oid, 'pg_proc') FROM pg_proc WHERE proname = 'wristband_enter'";
    private PlatformHost _platform = null!;

    public async ValueTask InitializeAsync() => _platform = await PlatformHost.StartOnPostgresAsync();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task P59_a_replica_serves_a_database_that_a_later_version_has_changed()
    {
        await ByOwnerAsync($"""
            ALTER TABLE "Tenants" ADD COLUMN "Later" text NOT NULL DEFAULT 'new';
            CREATE TABLE "LaterThings" ("Id" text PRIMARY KEY);
            INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Later', '99');
            COMMENT ON PROCEDURE wristband_enter(text, text, text) IS 'a later one';
            """);
        await using var replica = await _platform.StartAnotherAsync(configure: builder => builder.Logging.AddFakeLogging());

        var tenant = await replica.TenantAsync();
        var user = await replica.UserAsync(tenant);
        await replica.SignInAsync(replica.NewBrowser(), user);

        (await ReadAsync($"""SELECT "Later" FROM "Tenants" WHERE "Id" = '{tenant.Id}'""")).ShouldBe("new");
        (await ReadAsync(Comment)).ShouldBe("a later one");
        replica.Services.GetFakeLogCollector().GetSnapshot()
            .Count(line => line.Message.StartsWith("WB2206: ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("20200101000000_Elsewhere")]
    [InlineData("20990101000000_DropOldName_After_20980101000000")]
    public async Task P59_a_replica_that_would_miss_something_is_refused(string migration)
    {
        await ByOwnerAsync($"""INSERT INTO "__EFMigrationsHistory" VALUES ('{migration}', '99')""");

        (await Should.ThrowAsync<RefusedStartException>(() => _platform.StartAnotherAsync())).Message.ShouldStartWith("WB2009");
    }

    /// <summary>Policies and triggers change without a migration as well; a role that may not apply them tells who tries.</summary>
    [Theory]
    [InlineData("99.0.0.0 other", false)]
    [InlineData("0.0.0.1 other", true)]
    [InlineData("other", true)]
    public async Task P59_only_a_later_version_replaces_policies_and_triggers(string applied, bool isReplaced)
    {
        await ByOwnerAsync($"COMMENT ON PROCEDURE wristband_enter(text, text, text) IS '{applied}'");

        if (isReplaced)
            (await Should.ThrowAsync<RefusedStartException>(() => _platform.StartAnotherAsync())).Message.ShouldStartWith("WB2205");
        else await (await _platform.StartAnotherAsync()).DisposeAsync();

        var owner = new NpgsqlConnectionStringBuilder(_platform.ConnectionString!) { Username = "platform_owner", Pooling = false };
        await using (await _platform.StartAnotherAsync(
            new Dictionary<string, string?> { ["ConnectionStrings:PlatformSchema"] = owner.ConnectionString }))
        {
            (await ReadAsync(Comment) == applied).ShouldBe(!isReplaced);
        }
    }

    private Task ByOwnerAsync(string sql) => PlatformDatabases.AsOwnerAsync(_platform.ConnectionString!, sql);

    private async Task<string> ReadAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_platform.ConnectionString!) { Username = "app", Pooling = false }.ConnectionString);
        // Every caller passes what this class made up.
#pragma warning disable CA2100
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
