using Microsoft.EntityFrameworkCore;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>The token store of the embedded database.</summary>
public sealed class SqliteTokenStoreTests : TokenStoreContract
{
    protected override Task<PlatformHost> StartAsync() => PlatformHost.StartOnSqliteAsync(WithoutPruning);

    protected override Task FailBeforeNextTokenAsync() => ExecuteAsync($"""
        CREATE TRIGGER StopsInBetween BEFORE INSERT ON OAuthTokens WHEN NEW.Kind = 'Refresh' BEGIN SELECT RAISE(ABORT, 'stopped'); END
        """);

    protected override Task FailNoMoreAsync() => ExecuteAsync($"DROP TRIGGER StopsInBetween");

    private Task ExecuteAsync(FormattableString sql) =>
        Platform.ChangeAsync(Application, database => database.Database.ExecuteSqlAsync(sql));
}
