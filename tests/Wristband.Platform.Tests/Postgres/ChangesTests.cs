using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Tenants;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Postgres;

/// <summary>What one replica changes, the others know at once: PostgreSQL tells them.</summary>
public sealed class ChangesTests : IAsyncLifetime
{
    private PlatformHost _one = null!;
    private PlatformHost _two = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await PlatformHost.StartOnPostgresAsync();
        _two = await _one.StartAnotherAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task A_tenant_that_is_closed_on_one_is_closed_on_the_other()
    {
        var tenant = await _one.TenantAsync();
        (await _two.NewBrowser().GetAsync(tenant.Base + "/login")).Status.ShouldBe(System.Net.HttpStatusCode.OK);

        await _one.ChangeAsync(tenant, t => t.Status = TenantStatus.Inactive);

        await EventuallyAsync(async () =>
            (await _two.NewBrowser().GetAsync(tenant.Base + "/login")).Status == System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_client_that_is_disabled_by_hand_is_disabled_everywhere()
    {
        var application = (await _one.TenantAsync()).Application;
        (await FindAsync(_two, application)).ShouldNotBeNull();

        await using var source = NpgsqlDataSource.Create(_one.ConnectionString!);
        await using var command = source.CreateCommand("""UPDATE "OAuthClients" SET "Enabled" = false WHERE "Id" = $1""");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = application.ClientId });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await EventuallyAsync(async () => await FindAsync(_two, application) is null);
        await EventuallyAsync(async () => await FindAsync(_one, application) is null);
    }

    [Fact]
    public async Task What_changed_while_the_connection_was_lost_is_not_remembered()
    {
        var application = (await _one.TenantAsync()).Application;
        (await FindAsync(_two, application)).ShouldNotBeNull();
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_one.ConnectionString!) { Username = "app", Pooling = false }.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        // The triggers are off for this change, so nobody is told of it: only the loss makes the replicas look again.
        await using (var off = new NpgsqlCommand("SET session_replication_role = replica", connection))
            await off.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using (var change = new NpgsqlCommand("""UPDATE "OAuthClients" SET "Enabled" = false WHERE "Id" = $1""", connection))
        {
            change.Parameters.Add(new NpgsqlParameter<string> { TypedValue = application.ClientId });
            (await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        }
        (await FindAsync(_two, application)).ShouldNotBeNull();
        await using (var kill = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
            connection))
        {
            (await kill.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(2L);
        }

        await EventuallyAsync(async () => await FindAsync(_two, application) is null);
    }

    private static ValueTask<OAuthClient?> FindAsync(PlatformHost platform, SomeApplication application) =>
        platform.Services.GetRequiredService<ClientCache>()
            .FindAsync(application.Id, application.ClientId, TestContext.Current.CancellationToken);

    // The news travels between processes, on the machine's own clock.
    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await holds()) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }
}
