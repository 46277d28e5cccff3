using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Storage;

/// <summary>The token store of the embedded database.</summary>
public sealed class SqliteTokenStoreTests : TokenStoreContract
{
    protected override FormattableString FailBeforeNextToken => $"""
        CREATE TRIGGER StopsInBetween BEFORE INSERT ON OAuthTokens WHEN NEW.Kind = 'Refresh' BEGIN SELECT RAISE(ABORT, 'stopped'); END
        """;

    protected override FormattableString FailNoMore => $"DROP TRIGGER StopsInBetween";

    protected override Task<PlatformHost> StartAsync() => PlatformHost.StartAsync();
}
