using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wristband.Platform.Data;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.Tenants;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>X-D34: what another process changes in the file of a server, such as a command, the server knows within five seconds.</summary>
[Trait("Database", "Sqlite")]
public sealed class ChangesBesideTheServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(5);
    private PlatformHost _server = null!;
    private SomeTenant _tenant = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PlatformHost.StartOnSqliteAsync();
        _tenant = await _server.TenantAsync();
        // What the server itself wrote is heard of as well, and is over with before a test begins.
        var keys = await KeysAsync();
        _server.Time.Advance(Within);
        await EventuallyAsync(async () => !ReferenceEquals(await KeysAsync(), keys));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task XD34_a_client_that_is_disabled_by_hand_is_disabled_at_the_server()
    {
        (await ClientAsync()).ShouldNotBeNull();

        await ByHandAsync("UPDATE OAuthClients SET Enabled = 0");

        (await ClientAsync()).ShouldNotBeNull("it is not remembered, and this test proves nothing");
        _server.Time.Advance(Within);
        await EventuallyAsync(async () => await ClientAsync() is null);
    }

    [Fact]
    public async Task XD34_a_name_that_is_changed_by_hand_is_shown()
    {
        (await LoginAsync()).ShouldNotContain("Renamed");

        await ByHandAsync("UPDATE Tenants SET DisplayName = 'Renamed'");

        (await LoginAsync()).ShouldNotContain("Renamed");
        _server.Time.Advance(Within);
        await EventuallyAsync(async () => (await LoginAsync()).Contains("Renamed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task XD34_keys_that_are_withdrawn_by_hand_are_not_published_any_more()
    {
        var before = await KeysAsync();

        await ByHandAsync("UPDATE SigningKeys SET PublishedUntil = 0, SignsUntil = 0");

        (await KeysAsync()).ShouldBeSameAs(before);
        _server.Time.Advance(Within);
        await EventuallyAsync(async () => (await KeysAsync()).Verifying.All(key => key.KeyId != before.Verifying[0].KeyId));
    }

    /// <summary>As a command does: the same program with everything of its own, and no claim to be the server.</summary>
    [Fact]
    public async Task XD34_a_command_writes_beside_the_server_which_notices()
    {
        (await LoginAsync()).ShouldContain("password");
        await using var command = await _server.StartAnotherAsync();

        await command.ChangeAsync(_tenant, tenant => tenant.Status = TenantStatus.Inactive);

        (await LoginAsync()).ShouldContain("password");
        _server.Time.Advance(Within);
        await EventuallyAsync(async () => !(await LoginAsync()).Contains("password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_its_trigger_a_change_goes_unnoticed_and_the_next_start_makes_it_again()
    {
        (await ClientAsync()).ShouldNotBeNull();
        await ByHandAsync("DROP TRIGGER wristband_changed_OAuthClients_update; UPDATE OAuthClients SET Enabled = 0");
        await ByHandAsync("UPDATE Tenants SET DisplayName = 'Renamed'");

        _server.Time.Advance(Within);
        await EventuallyAsync(async () => (await LoginAsync()).Contains("Renamed", StringComparison.Ordinal));
        (await ClientAsync()).ShouldNotBeNull();

        await _server.Services.MigrateAsync();
        await ByHandAsync("UPDATE OAuthClients SET Enabled = 0");
        _server.Time.Advance(Within);
        await EventuallyAsync(async () => await ClientAsync() is null);
    }

    [Fact]
    public async Task Every_table_of_which_something_is_remembered_is_watched()
    {
        await using var unit = _server.Services.CreateAsyncScope();
        var model = unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Model;
        var caches = _server.Services.GetServices<IRowCache>().Select(cache => cache.Name).ToList();

        RememberedTables.All.Keys.ShouldBeSubsetOf(model.GetEntityTypes().Select(entity => entity.GetTableName()!).ToList());
        RememberedTables.All.Values.SelectMany(names => names).Distinct().ShouldBe(caches, ignoreOrder: true);
    }

    private ValueTask<OAuthClient?> ClientAsync() => _server.Services.GetRequiredService<ClientCache>()
        .FindAsync(_tenant.Application.Id, _tenant.Application.ClientId, TestContext.Current.CancellationToken);

    private ValueTask<KeySet> KeysAsync() => _server.Services.GetRequiredService<SigningKeys>()
        .GetAsync(_tenant.Application.Id, TestContext.Current.CancellationToken);

    private async Task<string> LoginAsync() => (await _server.NewBrowser().GetAsync(_tenant.Base + "/login")).Body;

    /// <summary>A connection that has nothing to do with the server: another program's.</summary>
    private async Task ByHandAsync(string sql)
    {
        var file = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(_server.DataDirectory, "platform.db"),
            Pooling = false,
        };
        await using var connection = new SqliteConnection(file.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        // Every caller passes a constant.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }

    // It looks on the clock of the test, and on a thread of its own.
    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds()) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }
}
