using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wristband.Platform.Data;
using Wristband.Platform.Data.Postgres;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Postgres;

/// <summary>P-45, third layer: what the platform's role sees when somebody forgot the tenant key and the filter both.</summary>
public sealed class RowLevelSecurityTests : IAsyncLifetime
{
    private PlatformHost _platform = null!;
    private SomeUser _ann = null!;
    private SomeUser _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _platform = await PlatformHost.StartOnPostgresAsync();
        _ann = await _platform.UserAsync(await _platform.TenantAsync());
        _bob = await _platform.UserAsync(await _platform.TenantAsync());
    }

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task P45_hand_written_sql_sees_the_rows_of_the_tenant_in_scope_alone()
    {
        (await UsersAsync(_ann.Tenant.Id, "", "")).ShouldBe([_ann.Id]);
        (await UsersAsync(_bob.Tenant.Id, "", "")).ShouldBe([_bob.Id]);
    }

    [Fact]
    public async Task P45_without_a_scope_tables_look_empty_and_take_nothing()
    {
        (await UsersAsync("", "", "")).ShouldBeEmpty();

        var refused = await Should.ThrowAsync<PostgresException>(() => RunAsync("", "", "", $"""
            INSERT INTO "UserRoles" ("TenantId", "ApplicationId", "UserId", "RoleId")
            VALUES ('{_ann.Tenant.Id}', '{_ann.Tenant.Application.Id}', '{_ann.Id}', 'none')
            """));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task P45_another_tenants_rows_cannot_be_changed()
    {
        (await RunAsync(_ann.Tenant.Id, "", "", """UPDATE "Users" SET "GivenName" = 'Mallory'""")).ShouldBe(1);
        (await RunAsync(_ann.Tenant.Id, "", "", $"""DELETE FROM "Users" WHERE "Id" = '{_bob.Id}'""")).ShouldBe(0);
    }

    [Fact]
    public async Task P45_a_role_that_sees_everything_shows_what_the_policy_keeps_away()
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_platform.ConnectionString!) { Username = "app", Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand("""SELECT count(*) FROM "Users" """);

        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(2L);
    }

    [Fact]
    public async Task P45_every_table_whose_rows_are_somebodys_has_the_policy()
    {
        await using var unit = _platform.Services.CreateAsyncScope();
        var model = unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Model;
        await using var source = NpgsqlDataSource.Create(_platform.ConnectionString!);
        await using var command = source.CreateCommand("""
            SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
            WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = 'wristband_scope' ORDER BY c.relname
            """);
        var guarded = new List<string>();
        await using (var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await row.ReadAsync(TestContext.Current.CancellationToken)) guarded.Add(row.GetString(0));
        }

        guarded.ShouldBe(PostgresSchema.Owned(model).Select(entity => entity.GetTableName()!), ignoreOrder: true);
        guarded.Count.ShouldBeGreaterThan(8);
    }

    private async Task<List<string>> UsersAsync(string tenant, string tenantApplication, string application)
    {
        var found = new List<string>();
        await using var source = NpgsqlDataSource.Create(_platform.ConnectionString!);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Enter(tenant, tenantApplication, application));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""SELECT "Id" FROM "Users" """));
        await using var row = await batch.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await row.ReadAsync(TestContext.Current.CancellationToken)) found.Add(row.GetString(0));
        return found;
    }

    private async Task<int> RunAsync(string tenant, string tenantApplication, string application, string sql)
    {
        await using var source = NpgsqlDataSource.Create(_platform.ConnectionString!);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Enter(tenant, tenantApplication, application));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        return await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static NpgsqlBatchCommand Enter(string tenant, string tenantApplication, string application)
    {
        var enter = new NpgsqlBatchCommand("CALL wristband_enter($1, $2, $3)");
        foreach (var value in (string[])[tenant, tenantApplication, application])
            enter.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return enter;
    }
}
